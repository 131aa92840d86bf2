#include "records/data_frame.hpp"

#include <algorithm>
#include <unordered_set>

#include "query/path.hpp"

namespace lamin::records {
namespace {

using query::Query;

bool walks_to_many(const Query& query, const schema::Catalog& catalog) {
  std::vector<std::string> paths;
  for (const query::Filter& filter : query.filters()) filter.collect_paths(paths);
  const auto is_many = [&](const std::string& text) {
    if (text.find("__") == std::string::npos && query.registry().find_field(text) != nullptr) return false;
    if (query.find_annotation(text.substr(0, text.find("__"))) != nullptr) return false;
    const query::Path path = query::parse_condition(query.registry(), text, catalog);
    return path.first_many() < path.steps.size();
  };
  return std::ranges::any_of(paths, is_many);
}

/// Whether a record may come in several rows: conditions along to-many relations find it once for each match.
bool may_repeat(const Query& query, const schema::Catalog& catalog) {
  return !query.combination() && !query.is_distinct() && query.grouping() == query::Grouping::records &&
         walks_to_many(query, catalog);
}

Column taken(const Column& from, const std::vector<std::size_t>& rows) {
  Column column{.name = from.name, .type = from.type};
  const bool is_text = from.type == Column::Type::text || from.type == Column::Type::json;
  for (const std::size_t row : rows) {
    column.valid.push_back(from.valid[row]);
    if (from.type == Column::Type::real) {
      column.reals.push_back(from.reals[row]);
    } else if (is_text) {
      column.bytes += from.text(row);
      column.offsets.push_back(static_cast<std::int64_t>(column.bytes.size()));
    } else {
      column.integers.push_back(from.integers[row]);
    }
  }
  return column;
}

Columns each_once(Columns columns, std::string_view key) {
  const auto keys = std::ranges::find(columns.columns, key, &Column::name);
  std::unordered_set<std::int64_t> seen;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < keys->size(); ++row) {
    if (seen.insert(keys->integers[row]).second) rows.push_back(row);
  }
  if (rows.size() == keys->size()) return columns;
  for (Column& column : columns.columns) column = taken(column, rows);
  return columns;
}

Columns each_once_if_needed(RecordStore& store, const Query& query, Columns columns) {
  if (!may_repeat(query, store.catalog())) return columns;
  return each_once(std::move(columns), query.registry().key().column);
}

}  // namespace

Columns frame_columns(RecordStore& store, const Query& query) {
  return each_once_if_needed(store, query, store.columns(query));
}

Columns frame_values(RecordStore& store, const Query& query, std::vector<std::string> paths) {
  paths.push_back(query.registry().key().column);
  return each_once_if_needed(store, query, store.value_columns(query, paths));
}

Columns related_values(RecordStore& store, const Query& query, const std::string& path) {
  const std::string& key = query.registry().key().name;
  const bool is_sliced = query.limit_count() || query.offset_count() > 0;
  if (!is_sliced && !may_repeat(query, store.catalog())) return store.value_columns(query, {key, path});
  // A query of its own: the joins of the conditions would hide what they have not chosen.
  return store.value_columns(Query(query.registry()).where(key + "__in", query::Operand(query)), {key, path});
}

Query latest_changes(RecordStore& store, Query query, std::optional<std::int64_t> limit) {
  const schema::Registry& registry = query.registry();
  if (limit) query.limit(*limit);
  if (registry.find_field("updated_at") == nullptr) return query;
  Query result = Query(query).order_by({"-updated_at", "id"});
  if (!limit || *limit < 1) return result;
  // Rows that were saved together have the same time: sorting a million of them for the first hundred is
  // slow.
  Query last = Query(query).order_by({"-updated_at"}).limit(1);
  last.offset(*limit - 1);
  const auto found = store.values(last, {"updated_at"});
  if (found.empty()) return result;
  const Value& time = found.front().front();
  // Compared within the database: one time has several texts on SQLite.
  Query of_that_time =
      query.where("updated_at__in", query::Operand(last.select("updated_at"))).order_by({"id"});
  result.filter(query::Filter::any_of(
      {query::Filter::condition("updated_at__gt", time),
       query::Filter::condition(registry.key().name + "__in", query::Operand(std::move(of_that_time)))}));
  return result;
}

}  // namespace lamin::records
