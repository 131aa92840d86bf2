#include "records/which_exist.hpp"

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

}  // namespace lamin::records
