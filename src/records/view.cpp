#include <algorithm>

#include "base/error.hpp"
#include "records/rules.hpp"
#include "records/which_exist.hpp"

namespace lamin::records {
namespace {

std::string shown_module(const std::string& module) {
  return module == "lamindb" ? "core" : module;
}

bool is_wanted(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
}

std::vector<const schema::Registry*> shown_registries(const schema::Catalog& catalog,
                                                      const std::string& module,
                                                      const std::vector<std::string>& wanted) {
  std::vector<const schema::Registry*> registries;
  for (const auto& registry : catalog.registries()) {
    if (registry->module == module && registry->traits.is_record && is_wanted(wanted, registry->name)) {
      registries.push_back(registry.get());
    }
  }
  std::ranges::sort(registries, {}, &schema::Registry::name);
  return registries;
}

void expect_modules(const schema::Catalog& catalog, const std::vector<std::string>& wanted) {
  for (const std::string& name : wanted) {
    if (std::ranges::any_of(catalog.modules(),
                            [&](const auto& known) { return shown_module(known) == name; }))
      continue;
    throw Error{ErrorCode::module_missing,
                "schema module '" + name + "' is not installed → resolve via `pip install " + name + "`"};
  }
}

query::Query latest(const schema::Registry& registry, std::int64_t limit) {
  query::Query query(registry);
  query.where("_branch_code", 1).limit(limit);
  if (registry.find_field("updated_at") != nullptr) query.order_by({"-updated_at", "id"});
  return query;
}

}  // namespace

std::vector<ViewPart> view(RecordStore& store, std::int64_t limit, const std::vector<std::string>& modules,
                           const std::vector<std::string>& registries) {
  expect_modules(store.catalog(), modules);
  std::vector<query::Query> wanted;
  for (const std::string& module : store.catalog().modules()) {
    if (!is_wanted(modules, shown_module(module))) continue;
    for (const schema::Registry* registry : shown_registries(store.catalog(), module, registries))
      wanted.emplace_back(*registry);
  }
  const std::vector<bool> has_records = which_exist(store, wanted);
  std::vector<ViewPart> parts;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const schema::Registry& registry = wanted[i].registry();
    if (has_records[i]) parts.push_back({shown_module(registry.module), &registry, latest(registry, limit)});
  }
  return parts;
}

}  // namespace lamin::records
