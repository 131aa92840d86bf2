// What is wrong with a question, told before it is asked.

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/compile.hpp"
#include "query/path.hpp"
#include "records/old_names.hpp"
#include "records/rules.hpp"

namespace lamin::records {
namespace {

using query::Filter;
using query::Query;
using schema::Catalog;
using schema::Registry;

bool is_annotation(const Query& query, std::string_view path) {
  return std::ranges::any_of(query.annotations(), [&](const query::Annotation& one) {
    return path == one.name || path.starts_with(one.name + "__");
  });
}

bool is_known(const Catalog& catalog, const Query& query, const std::string& path) {
  const Registry& registry = query.registry();
  const std::string_view head = head_of(path);
  return head == "pk" || head == "in_tree" || registry.find_field(head) != nullptr ||
         catalog.find_relation(registry, head) != nullptr || find_old_name(registry, head) != nullptr ||
         is_annotation(query, path);
}

std::string present(const Registry& registry, std::string_view path) {
  const std::string_view head = head_of(path);
  const OldName* entry = find_old_name(registry, head);
  return entry == nullptr ? std::string(path)
                          : std::string(entry->name) + std::string(path.substr(head.size()));
}

}  // namespace

void expect_known_fields(const Catalog& catalog, const Query& query, const Filter& filter) {
  for (const Filter& part : filter.parts()) expect_known_fields(catalog, query, part);
  if (filter.kind() != Filter::Kind::condition || filter.path().empty()) return;
  if (is_known(catalog, query, filter.path())) return;
  const std::string head(head_of(filter.path()));
  const auto names = query::available_fields(query.registry(), catalog);
  Error error{ErrorCode::unknown_field,
              "Unknown field '" + head + "'. Available fields: " + join(names, ", ")};
  if (const auto near = nearest(head, names))
    throw std::move(error).hint("Did you mean '" + *near + filter.path().substr(head.size()) + "'?");
  throw error;
}

void check(const RecordStore& store, const Query& query) {
  if (query.mentions_outer()) return;
  if (query.selected_paths().empty())
    query::compile_select(query, store.catalog(), store.dialect());
  else
    query::compile_values(query, query.selected_paths(), store.catalog(), store.dialect());
}

void expect_comparable(const Catalog& catalog, const Query& query, std::string_view path,
                       const Record& record) {
  // What leads nowhere, or to a feature, is told elsewhere.
  if (is_annotation(query, path) || !is_known(catalog, query, std::string(path))) return;
  const query::Path found =
      query::parse_condition(query.registry(), present(query.registry(), path), catalog);
  if (found.lookup == "in_tree") return;
  if (!found.ends_at_relation && !found.field->is_relation()) {
    const bool is_number = found.field->is_key() || found.field->type == schema::FieldType::big_integer;
    if (!is_number) return;
    throw Error{ErrorCode::invalid_type,
                "Field '" + found.field->name + "' expected a number but got " + repr(record) + "."};
  }
  if (found.steps.empty()) return;
  const Registry& target = *found.steps.back()->target;
  if (&target != &record.registry() && target.table != record.registry().table) {
    throw Error{ErrorCode::invalid_value,
                "Cannot query \"" + repr(record) + "\": Must be \"" + target.name + "\" instance."};
  }
  if (!record.is_saved())
    throw Error{ErrorCode::invalid_value, "Model instances passed to related filters must be saved."};
}

}  // namespace lamin::records
