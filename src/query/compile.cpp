#include "query/compile.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "query/joins.hpp"
#include "query/lookups.hpp"
#include "query/parameters.hpp"
#include "query/where.hpp"

namespace lamin::query {
namespace {

using schema::Catalog;
using schema::Registry;
using sql::quoted;

constexpr std::string_view no_limit = "9223372036854775807";

/// The clauses of one SELECT, made in the order in which they depend on each other.
class Select {
 public:
  Select(const Query& query, const Catalog& catalog, Parameters& parameters, bool reads_rows = false)
      : query_(query), catalog_(catalog), parameters_(parameters), joins_(query.registry()) {
    where_ = Where(query.registry(), catalog, joins_, parameters).text(query, reads_rows);
    if (query.is_none()) require("1 = 0");
    if (query.ranked_keys()) rank(*query.ranked_keys());
  }

  void add_all_fields() {
    for (const schema::Field& field : query_.registry().fields) {
      add(joins_.root_column(field.column), {field.name, &field});
    }
  }

  void add_path(const std::string& path) {
    const Path parsed = parse_value(query_.registry(), path, catalog_);
    const std::string column = joins_.column(parsed, Joins::any_group);
    add(value_expression(parsed, column, parameters_), {path, parsed.field});
  }

  void add_key() { add(joins_.key_column(), {query_.registry().key().name, &query_.registry().key()}); }
  void add_expression(std::string sql) { add(std::move(sql), {}); }
  bool is_single_table() const { return joins_.is_single_table() && !query_.ranked_keys(); }
  const std::string& condition() const { return where_; }

  void order() {
    for (const std::string& path : query_.order()) {
      if (path == "?") {
        add_order("RANDOM()", "", false);
        continue;
      }
      const bool descending = path.starts_with('-');
      const Path parsed =
          parse_value(query_.registry(), path.substr(descending || path.starts_with('+') ? 1 : 0), catalog_);
      const std::string column = joins_.column(parsed, Joins::any_group);
      add_order(value_expression(parsed, column, parameters_), descending ? " DESC" : "", true);
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
    sql += joins_.text() + ranked_;
    if (!where_.empty()) sql += " WHERE " + where_;
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
  void add(std::string sql, Column column) {
    if (!selected_.empty()) selected_ += ", ";
    selected_ += sql;
    expressions_.push_back(std::move(sql));
    columns_.push_back(std::move(column));
  }

  void add_order(const std::string& expression, std::string_view direction, bool matters_for_distinct) {
    if (!order_.empty()) order_ += ", ";
    order_ += expression;
    order_ += direction;
    const bool selected = std::ranges::find(expressions_, expression) != expressions_.end();
    if (matters_for_distinct && !selected) hidden_ += ", " + expression;
  }

  void require(const std::string& condition) { where_ += (where_.empty() ? "" : " AND ") + condition; }

  void rank(const std::vector<std::int64_t>& keys) {
    const std::vector<Value> values(keys.begin(), keys.end());
    const sql::Dialect& dialect = parameters_.dialect();
    const std::string table = dialect.list_table(parameters_.add(dialect.list_parameter(values)), "ranked");
    ranked_ = " JOIN " + table + " ON ranked.value = " + joins_.key_column();
  }

  const Query& query_;
  const Catalog& catalog_;
  Parameters& parameters_;
  Joins joins_;
  std::string where_;
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

}  // namespace

std::string compile_subselect(const Query& query, const std::string& path, const Catalog& catalog,
                              Parameters& parameters) {
  Select select(query, catalog, parameters);
  if (path.empty()) {
    select.add_key();
  } else {
    select.add_path(path);
  }
  if (is_sliced(query)) select.order();
  return select.text(query.is_distinct() && is_sliced(query), true);
}

Compiled compile_select(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  if (query.is_distinct() && orders_by_own_fields(query, catalog))
    return compile_distinct(query, catalog, dialect);
  Parameters parameters(dialect);
  Select select(query, catalog, parameters, true);
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
  Parameters parameters(dialect);
  Select select(query, catalog, parameters, reads_rows(query.registry(), paths, catalog));
  for (const std::string& path : paths) select.add_path(path);
  select.order();
  Compiled compiled;
  compiled.sql = select.text(query.is_distinct(), true);
  compiled.columns = select.take_columns();
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_count(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
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
  Parameters parameters(dialect);
  std::string settings;
  for (const auto& [name, value] : assignments) {
    const schema::Field& field = assigned_field(query.registry(), name, catalog);
    settings += (settings.empty() ? "" : ", ") + quoted(field.column) + " = " +
                parameters.add(dialect.to_database(field, value));
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
