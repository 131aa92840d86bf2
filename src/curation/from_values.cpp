#include "curation/from_values.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "curation/public_sources.hpp"
#include "records/rules.hpp"

namespace lamin::curation {
namespace {

using records::Record;

std::vector<Record> records_with(records::RecordStore& store, const Scope& scope,
                                 const std::vector<std::string>& values) {
  if (values.empty()) return {};
  const schema::Registry& registry = scope.registry();
  query::Query query = scope.records;
  query.where(scope.field + "__in", query::Operand(values_for(registry.field(scope.field), values)));
  query.order_by({registry.key().name});
  return store.all(query);
}

std::vector<std::string> names_of(const std::vector<Mapped>& mapped) {
  std::vector<std::string> names;
  for (const Mapped& one : mapped) names.push_back(python_str(one.meanings.front()));
  return names;
}

void add_by_id(std::vector<Record>& records, std::vector<Record> more) {
  std::unordered_set<std::int64_t> known;
  for (const Record& record : records) known.insert(record.id());
  for (Record& record : more)
    if (known.insert(record.id()).second) records.push_back(std::move(record));
  std::ranges::sort(records, {}, [](const Record& record) { return record.id(); });
}

}  // namespace

PublicSources::~PublicSources() = default;

Found from_values(records::RecordStore& store, const Scope& scope, const Values& values) {
  Found found;
  found.records = records_with(store, scope, values.distinct());
  std::unordered_set<std::string> names;
  for (const Record& record : found.records) names.insert(python_str(record.get(scope.field)));
  Values left;
  for (const std::string& value : values.distinct())
    names.contains(value) ? found.by_name.push_back(value) : left.add(value);
  if (left.distinct().empty()) return found;
  const auto mapped = meanings_in_other_letters(store, scope, left);
  add_by_id(found.records, records_with(store, scope, names_of(mapped)));
  std::unordered_set<std::string_view> meant;
  for (const Mapped& one : mapped) meant.insert(one.value);
  for (const std::string& value : left.distinct())
    (meant.contains(value) ? found.by_synonym : found.missing).push_back(value);
  return found;
}

Found from_values_or_new(records::RecordStore& store, const Scope& scope, const Values& values, Log& log,
                         bool search_names, const records::Assignments& shared) {
  std::unordered_map<std::string, std::vector<Record>> existing;
  for (Record& record : records_with(store, scope, values.distinct())) {
    std::string value = python_str(record.get(scope.field));
    existing[std::move(value)].push_back(std::move(record));
  }
  const schema::Registry& registry = scope.registry();
  Found found;
  std::vector<records::Assignments> given;
  for (const std::string& value : values.distinct()) {
    if (existing.contains(value)) continue;
    given.push_back({{scope.field, Value(value)}});
    given.back().insert(given.back().end(), shared.begin(), shared.end());
  }
  auto made = records::construct_many(store, registry, given, log, {.search_names = search_names});
  auto next = made.begin();
  for (const std::string& value : values.distinct()) {
    const auto known = existing.find(value);
    if (known == existing.end()) {
      found.records.push_back(std::move(*next++));
      found.missing.push_back(value);
      continue;
    }
    log.important("returning existing " + registry.name + " record with same " + scope.field + ": '" + value +
                  "'");
    found.by_name.push_back(value);
    for (Record& record : known->second) found.records.push_back(std::move(record));
  }
  return found;
}

}  // namespace lamin::curation
