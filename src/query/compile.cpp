#include "query/compile.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "query/joins.hpp"
#include "query/lookups.hpp"
#include "query/operands.hpp"
#include "query/parameters.hpp"
#include "query/where.hpp"

namespace lamin::query {
namespace {

using schema::Catalog;
using schema::Registry;
using sql::quoted;

constexpr std::string_view no_limit = "9223372036854775807";

/// "t1", "t1u", ...: the tables of a query that speaks of the one around it have names of their own.
std::string prefix_of(const Query& query, const Scope* outer) {
  return outer != nullptr && query.mentions_outer() ? outer->joins.prefix() + "u" : "t";
}

/// The clauses of one SELECT, made in the order in which they depend on each other.
class Select {
 public:
  /// `used`: the paths that are going to be added.
  Select(const Query& query, const Catalog& catalog, Parameters& parameters,
         const std::vector<std::string>& used = {}, bool reads_rows = false, Scope* outer = nullptr)
      : query_(query),
        parameters_(parameters),
        joins_(query.registry(), prefix_of(query, outer)),
        scope_{query.registry(), catalog, joins_, parameters, outer} {
    Where where(scope_);
    where_ = where.text(query, reads_rows, used);
    having_ = where.having();
    if (query.is_none()) require("1 = 0");
    if (query.ranked_keys()) rank(*query.ranked_keys());
  }

  void add_all_fields() {
    for (const schema::Field& field : query_.registry().fields) {
      add(joins_.root_column(field.column), {field.name, &field});
    }
  }

  void add_path(const std::string& path, const std::string& column = "") {
    Computed computed = at(path);
    add(std::move(computed.sql), {path, computed.field}, column);
  }

  void add_key() { add(joins_.key_column(), {query_.registry().key().name, &query_.registry().key()}); }
  void add_expression(std::string sql) { add(std::move(sql), {}); }
  bool is_single_table() const { return joins_.is_single_table() && !query_.ranked_keys() && !is_grouped(); }
  const std::string& condition() const { return where_; }
  Scope& scope() { return scope_; }

  void order() {
    for (const std::string& path : query_.order()) {
      if (path == "?") {
        add_order("RANDOM()", "", false);
        continue;
      }
      const bool descending = path.starts_with('-');
      const std::string bare = path.substr(descending || path.starts_with('+') ? 1 : 0);
      add_order(at(bare).sql, (descending ? " DESC" : "") + nulls_of(bare), true);
    }
    if (query_.order().empty() && query_.ranked_keys()) add_order("ranked.key", "", true);
  }

  std::vector<Column> take_columns() { return std::move(columns_); }

  /// Everything; call it last.
  std::string text(bool distinct, bool sliced) {
    std::string sql = distinct ? "SELECT DISTINCT " : "SELECT ";
    sql += selected_;
    // DISTINCT looks at what rows are ordered by, as well.
    if (distinct) sql += hidden_;
    const std::string groups = grouping();
    sql += joins_.text() + ranked_;
    if (!where_.empty()) sql += " WHERE " + where_;
    if (!groups.empty()) sql += " GROUP BY " + groups;
    if (!having_.empty()) sql += " HAVING " + having_;
    if (!order_.empty()) sql += " ORDER BY " + order_;
    if (sliced) sql += slice();
    return sql;
  }

  std::string slice() {
    std::string sql;
    const bool skips = query_.offset_count() > 0;
    if (query_.limit_count()) sql += " LIMIT " + parameters_.add(*query_.limit_count());
    if (!query_.limit_count() && skips) sql += " LIMIT " + std::string(no_limit);
    if (skips) sql += " OFFSET " + parameters_.add(query_.offset_count());
    return sql;
  }

 private:
  Computed at(const std::string& path) { return compute(scope_, Expression::path(path), Joins::any_group); }

  std::string nulls_of(const std::string& path) const {
    for (const auto& [of, come_first] : query_.nulls()) {
      if (of == path) return come_first ? " NULLS FIRST" : " NULLS LAST";
    }
    return "";
  }

  bool is_grouped() const { return query_.grouping() == Grouping::records && query_.has_aggregates(); }

  // A record each, or a combination of values each, those that rows are ordered by included.
  std::string grouping() {
    if (is_grouped()) return joins_.key_column() + hidden_;
    if (query_.grouping() != Grouping::values) return "";
    std::string groups;
    for (const std::string& path : query_.group_paths())
      groups += (groups.empty() ? "" : ", ") + at(path).sql;
    return groups.empty() ? joins_.key_column() : groups + hidden_;
  }

  void add(std::string sql, Column column, const std::string& name = "") {
    if (!selected_.empty()) selected_ += ", ";
    selected_ += sql;
    if (!name.empty()) selected_ += " AS " + name;
    expressions_.push_back(std::move(sql));
    columns_.push_back(std::move(column));
  }

  void add_order(const std::string& expression, std::string_view direction, bool matters_for_distinct) {
    if (!order_.empty()) order_ += ", ";
    order_ += expression;
    order_ += direction;
    const bool selected = std::ranges::find(expressions_, expression) != expressions_.end();
    const bool aggregates = std::ranges::any_of(scope_.computed, [&](const auto& one) {
      return one.second.is_aggregate && one.second.sql == expression;
    });
    if (matters_for_distinct && !selected && !aggregates) hidden_ += ", " + expression;
  }

  void require(const std::string& condition) { where_ += (where_.empty() ? "" : " AND ") + condition; }

  void rank(const std::vector<std::int64_t>& keys) {
    const std::vector<Value> values(keys.begin(), keys.end());
    const sql::Dialect& dialect = parameters_.dialect();
    const std::string table = dialect.list_table(parameters_.add(dialect.list_parameter(values)), "ranked");
    ranked_ = " JOIN " + table + " ON ranked.value = " + joins_.key_column();
  }

  const Query& query_;
  Parameters& parameters_;
  Joins joins_;
  Scope scope_;
  std::string where_;
  std::string having_;
  std::string ranked_;
  std::string selected_;
  std::string hidden_;
  std::string order_;
  std::vector<std::string> expressions_;
  std::vector<Column> columns_;
};

bool is_sliced(const Query& query) {
  return query.limit_count() || query.offset_count() > 0;
}

/// Queries joined to one set of rows, of which the columns have the names c0, c1, ...
class Combined {
 public:
  /// Of the values at `paths`, or at the paths that the queries select themselves; a query of another
  /// registry must select some.
  Combined(const Query& query, std::vector<std::string> paths, const Catalog& catalog, Parameters& parameters)
      : query_(query), paths_(std::move(paths)), catalog_(catalog), parameters_(parameters) {}

  std::string text(bool sliced) {
    std::string sql;
    for (const Query& one : query_.combined()) {
      if (!sql.empty()) sql += sign();
      sql += part(one);
    }
    std::string columns;
    for (std::size_t i = 0; i < paths_.size(); ++i) columns += (i == 0 ? "" : ", ") + column(i);
    sql = "SELECT " + columns + " FROM (" + sql + ") AS combined" + order();
    if (sliced && query_.limit_count()) sql += " LIMIT " + parameters_.add(*query_.limit_count());
    if (sliced && query_.offset_count() > 0) {
      if (!query_.limit_count()) sql += " LIMIT " + std::string(no_limit);
      sql += " OFFSET " + parameters_.add(query_.offset_count());
    }
    return sql;
  }

  std::vector<Column> take_columns() { return std::move(columns_); }

 private:
  static std::string column(std::size_t index) { return "c" + std::to_string(index); }

  std::string_view sign() const {
    switch (*query_.combination()) {
      case Combination::unite:
        return " UNION ";
      case Combination::unite_all:
        return " UNION ALL ";
      case Combination::intersect:
        return " INTERSECT ";
      case Combination::subtract:
        break;
    }
    return " EXCEPT ";
  }

  std::string part(const Query& one) {
    const bool own_paths =
        &one.registry() != &query_.registry() && one.selected_paths().size() == paths_.size();
    const std::vector<std::string>& paths = own_paths ? one.selected_paths() : paths_;
    std::string inner;
    std::vector<Column> columns;
    if (one.combination()) {
      Combined combined(one, paths, catalog_, parameters_);
      inner = combined.text(true);
      columns = combined.take_columns();
    } else {
      Select select(one, catalog_, parameters_, paths);
      for (const std::string& path : paths) select.add_path(path, column_name());
      names_ = 0;
      if (is_sliced(one)) select.order();
      inner = select.text(one.is_distinct(), true);
      columns = select.take_columns();
    }
    if (columns_.empty()) columns_ = std::move(columns);
    std::string names;
    for (std::size_t i = 0; i < paths.size(); ++i) names += (i == 0 ? "" : ", ") + column(i);
    return "SELECT " + names + " FROM (" + inner + ") AS part";
  }

  std::string column_name() { return column(names_++); }

  std::string order() const {
    std::string sql;
    for (const std::string& path : query_.order()) {
      const bool descending = path.starts_with('-');
      std::string bare = path.substr(descending ? 1 : 0);
      if (bare == "pk") bare = query_.registry().key().name;
      const auto found = std::ranges::find(paths_, bare);
      if (found == paths_.end()) {
        throw Error{ErrorCode::database_failed, "ORDER BY term does not match any column in the result set."};
      }
      sql += (sql.empty() ? " ORDER BY " : ", ") + column(static_cast<std::size_t>(found - paths_.begin())) +
             (descending ? " DESC" : "");
    }
    return sql;
  }

  const Query& query_;
  std::vector<std::string> paths_;
  const Catalog& catalog_;
  Parameters& parameters_;
  std::vector<Column> columns_;
  std::size_t names_ = 0;
};

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

/// " WHERE ..." for UPDATE and DELETE, which know one table only.
std::string rows_of(const Query& query, const Catalog& catalog, Parameters& parameters) {
  Select select(query, catalog, parameters);
  if (select.is_single_table() && !is_sliced(query)) {
    return select.condition().empty() ? "" : " WHERE " + select.condition();
  }
  select.add_key();
  if (is_sliced(query)) select.order();
  return " WHERE t0." + quoted(query.registry().key().column) + " IN (" + select.text(false, true) + ")";
}

const schema::Field& assigned_field(const Registry& registry, std::string_view name, const Catalog& catalog) {
  const Path path = parse_value(registry, name, catalog);
  if (path.steps.empty() && path.json_keys.empty() && path.part.empty()) return *path.field;
  if (path.steps.size() == 1 && path.ends_at_relation &&
      path.steps[0]->kind == schema::Relation::Kind::forward) {
    return *path.steps[0]->field;
  }
  throw Error{ErrorCode::unknown_field, "Cannot update model field '" + std::string(name) +
                                            "' (only non-relations and foreign keys permitted)."};
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
           return one.is_hidden && one.expression.is_aggregate();
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

std::string compile_subselect(const Query& query, const std::string& path, Scope& around) {
  if (query.combination()) {
    Query rows = query;
    if (!is_sliced(query)) rows.order_by({});
    Combined combined(rows, {path.empty() ? query.registry().key().name : path}, around.catalog,
                      around.parameters);
    return combined.text(true);
  }
  Select select(query, around.catalog, around.parameters, {path}, false, &around);
  if (path.empty()) {
    select.add_key();
  } else {
    select.add_path(path);
  }
  if (is_sliced(query)) select.order();
  return select.text(query.is_distinct() && is_sliced(query), true);
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
  if (is_sliced(query) || distinct) {
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
  Query first = query;
  first.limit(std::min<std::int64_t>(query.limit_count().value_or(1), 1));
  Select select(first, catalog, parameters);
  select.add_expression("1");
  Compiled compiled;
  compiled.sql = select.text(false, true);
  compiled.columns = {{"exists", nullptr}};
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_update(const Query& query, const std::vector<std::pair<std::string, Value>>& assignments,
                        const Catalog& catalog, const sql::Dialect& dialect) {
  std::vector<std::pair<std::string, Expression>> computed;
  for (const auto& [name, value] : assignments) computed.emplace_back(name, Expression::value(value));
  return compile_update(query, computed, catalog, dialect);
}

Compiled compile_update(const Query& query,
                        const std::vector<std::pair<std::string, Expression>>& assignments,
                        const Catalog& catalog, const sql::Dialect& dialect) {
  Parameters parameters(dialect);
  std::string settings;
  Joins joins(query.registry());
  Scope row{query.registry(), catalog, joins, parameters};
  for (const auto& [name, value] : assignments) {
    const schema::Field& field = assigned_field(query.registry(), name, catalog);
    const bool is_constant = value.kind() == Expression::Kind::value;
    settings += (settings.empty() ? "" : ", ") + quoted(field.column) + " = " +
                (is_constant ? parameters.add(dialect.to_database(field, as_held(field, value.constant())))
                             : compute(row, value, 0).sql);
  }
  if (!joins.is_single_table()) {
    throw Error{ErrorCode::unknown_field, "Joined field references are not permitted in this query"};
  }
  Compiled compiled;
  compiled.sql = "UPDATE " + quoted(query.registry().table) + " AS t0 SET " + settings +
                 rows_of(query, catalog, parameters);
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_delete(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  Parameters parameters(dialect);
  Compiled compiled;
  compiled.sql =
      "DELETE FROM " + quoted(query.registry().table) + " AS t0" + rows_of(query, catalog, parameters);
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
