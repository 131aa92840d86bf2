#include "query/compile.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "query/combined.hpp"
#include "query/joins.hpp"
#include "query/lookups.hpp"
#include "query/parameters.hpp"
#include "query/select.hpp"
#include "query/where.hpp"

namespace lamin::query {
namespace {

using schema::Catalog;
using schema::Registry;

std::vector<std::string> all_fields(const Registry& registry) {
  std::vector<std::string> names;
  for (const schema::Field& field : registry.fields) names.push_back(field.name);
  return names;
}

Compiled compile_combined(const Query& query, std::vector<std::string> paths, const Catalog& catalog,
                          const sql::Dialect& dialect) {
  Parameters parameters(dialect);
  Combined combined(query, std::move(paths), catalog, parameters);
  Compiled compiled;
  compiled.sql = combined.text(true);
  compiled.columns = combined.take_columns();
  compiled.parameters = parameters.take();
  return compiled;
}

/// Whether a path starts at a column other than the key, which every index holds.
bool reads_rows(const Registry& registry, const std::vector<std::string>& paths, const Catalog& catalog) {
  return std::ranges::any_of(paths, [&](const std::string& path) {
    const Path parsed = parse_value(registry, path, catalog);
    if (parsed.steps.empty()) return !parsed.field->is_key();
    return parsed.steps.front()->kind == schema::Relation::Kind::forward;
  });
}

bool orders_by_own_fields(const Query& query, const Catalog& catalog) {
  return !query.ranked_keys() && std::ranges::all_of(query.order(), [&](const std::string& path) {
    return path == "?" ||
           parse_value(query.registry(), path.substr(path.starts_with('-') ? 1 : 0), catalog).steps.empty();
  });
}

/// What the rows are that aggregates run over, when they are not simply those of the tables.
bool needs_nesting(const Query& query) {
  const bool distinct = query.is_distinct();
  return is_sliced(query) || distinct || query.combined().size() > 0 ||
         std::ranges::any_of(query.annotations(), [&](const Annotation& one) {
           return one.is_hidden && (one.expression.is_aggregate() || one.expression.has_window());
         });
}

/// Aggregates over the rows of another SELECT.  The hidden annotations are those of the rows, the others what
/// is asked of the whole.
Compiled compile_nested(const Query& query, const std::vector<std::string>& names, const Catalog& catalog,
                        const sql::Dialect& dialect) {
  Query rows(query.registry());
  std::vector<std::string> paths;
  for (const Annotation& one : query.annotations()) {
    if (!one.is_hidden) one.expression.collect_paths(paths);
  }
  std::ranges::sort(paths);
  paths.erase(std::ranges::unique(paths).begin(), paths.end());
  rows = query;
  rows.group_records();
  rows.keep_hidden_annotations();
  Parameters parameters(dialect);
  Select inner(rows, catalog, parameters, paths);
  if (query.is_distinct() || paths.empty()) inner.add_key();
  std::vector<std::string> columns;
  for (const std::string& path : paths) {
    columns.push_back("c" + std::to_string(columns.size()));
    inner.add_path(path, columns.back());
  }
  if (is_sliced(rows)) inner.order();
  std::vector<Column> types = inner.take_columns();
  types.erase(types.begin(), types.end() - static_cast<std::ptrdiff_t>(paths.size()));
  const std::string table = inner.text(query.is_distinct(), true);
  Joins none(query.registry());
  Scope outer{query.registry(), catalog, none, parameters};
  for (std::size_t i = 0; i < paths.size(); ++i) {
    outer.computed.emplace_back(paths[i], Computed{columns[i], types[i].field});
  }
  Compiled compiled;
  std::string selected;
  for (const std::string& name : names) {
    Computed value = compute(outer, query.find_annotation(name)->expression, Joins::any_group);
    selected += (selected.empty() ? "" : ", ") + value.sql;
    compiled.columns.push_back({name, value.field});
  }
  compiled.sql = "SELECT " + selected + " FROM (" + table + ") AS counted";
  compiled.parameters = parameters.take();
  return compiled;
}

/// Distinct records by their keys: to compare whole rows would take many times as long.
Compiled compile_distinct(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  Query matches(query.registry());
  for (const Filter& filter : query.filters()) matches.filter(filter);
  if (query.is_none()) matches.none();
  Query records(query.registry());
  if (!query.filters().empty() || query.is_none()) records.where("pk__in", Operand(std::move(matches)));
  records.order_by(query.order()).offset(query.offset_count());
  if (query.limit_count()) records.limit(*query.limit_count());
  return compile_select(records, catalog, dialect);
}

/// SELECT of one row if `query` has a match.
std::string one_if_any(const Query& query, const Catalog& catalog, Parameters& parameters) {
  Query first = query;
  first.limit(std::min<std::int64_t>(query.limit_count().value_or(1), 1));
  Select select(first, catalog, parameters);
  select.add_expression("1");
  return select.text(false, true);
}

Compiled compile_count_of_rows(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  Parameters parameters(dialect);
  std::string rows;
  std::vector<std::string> paths = query.selected_paths();
  if (query.combination()) {
    if (paths.empty()) paths = all_fields(query.registry());
    rows = Combined(query, std::move(paths), catalog, parameters).text(true);
  } else {
    Select select(query, catalog, parameters, paths);
    if (paths.empty()) select.add_key();
    std::size_t column = 0;
    for (const std::string& path : paths) select.add_path(path, "c" + std::to_string(column++));
    if (is_sliced(query)) select.order();
    rows = select.text(query.is_distinct(), true);
  }
  Compiled compiled;
  compiled.sql = "SELECT COUNT(*) FROM (" + rows + ") AS counted";
  compiled.columns = {{"count", nullptr}};
  compiled.parameters = parameters.take();
  return compiled;
}

}  // namespace

Computed compile_subselect(const Query& query, const std::string& path, Scope& around) {
  if (query.combination()) {
    Query rows = query;
    if (!is_sliced(query)) rows.order_by({});
    Combined combined(rows, {path.empty() ? query.registry().key().name : path}, around.catalog,
                      around.parameters);
    std::string sql = combined.text(true);
    return {std::move(sql), combined.take_columns().front().field};
  }
  Select select(query, around.catalog, around.parameters, {path}, false, &around);
  if (path.empty()) {
    select.add_key();
  } else {
    select.add_path(path);
  }
  if (is_sliced(query)) select.order();
  std::string sql = select.text(query.is_distinct() && is_sliced(query), true);
  return {std::move(sql), select.take_columns().front().field};
}

std::string compile_subexists(const Query& query, Scope& around) {
  Select select(query, around.catalog, around.parameters, {}, false, &around);
  select.add_expression("1");
  if (is_sliced(query)) select.order();
  return select.text(false, is_sliced(query));
}

Compiled compile_select(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  if (query.combination()) return compile_combined(query, all_fields(query.registry()), catalog, dialect);
  if (query.is_distinct() && query.annotations().empty() && orders_by_own_fields(query, catalog))
    return compile_distinct(query, catalog, dialect);
  Parameters parameters(dialect);
  Select select(query, catalog, parameters, {}, true);
  select.add_all_fields();
  select.order();
  Compiled compiled;
  compiled.sql = select.text(query.is_distinct() && !select.is_single_table(), true);
  compiled.columns = select.take_columns();
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_values(const Query& query, const std::vector<std::string>& paths, const Catalog& catalog,
                        const sql::Dialect& dialect) {
  if (query.combination()) return compile_combined(query, paths, catalog, dialect);
  if (query.grouping() == Grouping::whole && needs_nesting(query)) {
    return compile_nested(query, paths, catalog, dialect);
  }
  Parameters parameters(dialect);
  const bool reads = !query.annotations().empty() || reads_rows(query.registry(), paths, catalog);
  Select select(query, catalog, parameters, paths, reads);
  for (const std::string& path : paths) select.add_path(path);
  select.order();
  Compiled compiled;
  compiled.sql = select.text(query.is_distinct(), true);
  compiled.columns = select.take_columns();
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_count(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  if (query.combination() || query.has_aggregates() || !query.selected_paths().empty())
    return compile_count_of_rows(query, catalog, dialect);
  Parameters parameters(dialect);
  Select select(query, catalog, parameters);
  const bool distinct = query.is_distinct() && !select.is_single_table();
  Compiled compiled;
  if (is_sliced(query) || distinct || select.chooses_by_window()) {
    select.add_key();
    if (is_sliced(query)) select.order();
    compiled.sql = "SELECT COUNT(*) FROM (" + select.text(distinct, true) + ") AS counted";
  } else {
    select.add_expression("COUNT(*)");
    compiled.sql = select.text(false, false);
  }
  compiled.columns = {{"count", nullptr}};
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_exists(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  if (query.combination()) {
    Query first = query;
    first.limit(1);
    return compile_combined(first, {query.registry().key().name}, catalog, dialect);
  }
  Parameters parameters(dialect);
  Compiled compiled;
  compiled.sql = one_if_any(query, catalog, parameters);
  compiled.columns = {{"exists", nullptr}};
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_which_exist(std::span<const Query> queries, const Catalog& catalog,
                             const sql::Dialect& dialect) {
  Parameters parameters(dialect);
  Compiled compiled;
  for (std::size_t place = 0; place < queries.size(); ++place) {
    if (place > 0) compiled.sql += " UNION ALL ";
    compiled.sql += "SELECT " + std::to_string(place) + " WHERE EXISTS (" +
                    one_if_any(queries[place], catalog, parameters) + ")";
  }
  compiled.columns = {{"place", nullptr}};
  compiled.parameters = parameters.take();
  return compiled;
}

bool Destination::is_many() const {
  return std::ranges::any_of(steps, [](const schema::Relation* step) { return !step->is_single; });
}

Destination resolve(const Registry& registry, std::string_view path, const Catalog& catalog) {
  Path parsed = parse_value(registry, path, catalog);
  return {std::move(parsed.steps), parsed.ends_at_relation ? nullptr : parsed.field};
}

}  // namespace lamin::query
