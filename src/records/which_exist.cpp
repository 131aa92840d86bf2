#include "records/which_exist.hpp"

#include <algorithm>
#include <unordered_set>

#include "query/compile.hpp"

namespace lamin::records {

std::vector<bool> which_exist(RecordStore& store, std::span<const query::Query> queries) {
  std::vector<bool> has_match(queries.size());
  if (queries.empty()) return has_match;
  const auto compiled = query::compile_which_exist(queries, store.catalog(), store.dialect());
  for (const auto& row : store.recursive(compiled.sql, compiled.parameters))
    has_match[static_cast<std::size_t>(row.front().integer())] = true;
  return has_match;
}

std::vector<const schema::Relation*> relations_in_use(RecordStore& store, const Record& record,
                                                      std::span<const schema::Relation* const> relations) {
  std::vector<query::Query> links;
  for (const schema::Relation* relation : relations)
    links.push_back(query::Query(*relation->through).where(relation->through_source->name, record.id()));
  const std::vector<bool> has_links = which_exist(store, links);
  std::vector<const schema::Relation*> in_use;
  for (std::size_t i = 0; i < relations.size(); ++i)
    if (has_links[i]) in_use.push_back(relations[i]);
  return in_use;
}

std::vector<std::int64_t> not_linked(RecordStore& store, const Record& record, std::string_view relation,
                                     std::span<const std::int64_t> ids) {
  query::Query linked = store.related(record, relation);
  linked.where("id__in", std::vector<Value>(ids.begin(), ids.end()));
  std::unordered_set<std::int64_t> known;
  for (const auto& row : store.values(linked, {"id"})) known.insert(row.front().integer());
  std::vector<std::int64_t> missing;
  std::ranges::copy_if(ids, std::back_inserter(missing),
                       [&](std::int64_t id) { return !known.contains(id); });
  return missing;
}

}  // namespace lamin::records
