#include "query/select.hpp"

#include <algorithm>

#include "query/lookups.hpp"

namespace lamin::query {
namespace {

using schema::Catalog;

constexpr std::string_view no_limit = "9223372036854775807";

/// "t1", "t1u", ...: the tables of a query that speaks of the one around it have names of their own.
std::string prefix_of(const Query& query, const Scope* outer) {
  return outer != nullptr && query.mentions_outer() ? outer->joins.prefix() + "u" : "t";
}

}  // namespace

bool is_sliced(const Query& query) {
  return query.limit_count() || query.offset_count() > 0;
}

std::string slice_of(const Query& query, Parameters& parameters) {
  std::string sql;
  const bool skips = query.offset_count() > 0;
  if (query.limit_count()) sql += " LIMIT " + parameters.add(*query.limit_count());
  if (!query.limit_count() && skips) sql += " LIMIT " + std::string(no_limit);
  if (skips) sql += " OFFSET " + parameters.add(query.offset_count());
  return sql;
}

Select::Select(const Query& query, const Catalog& catalog, Parameters& parameters,
               const std::vector<std::string>& used, bool reads_rows, Scope* outer)
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

void Select::add_all_fields() {
  for (const schema::Field& field : query_.registry().fields) {
    add(joins_.root_column(field.column), {field.name, &field});
  }
}

void Select::add_path(const std::string& path, const std::string& column) {
  Computed computed = at(path);
  add(std::move(computed.sql), {path, computed.field}, column);
}

void Select::add_key() {
  add(joins_.key_column(), {query_.registry().key().name, &query_.registry().key()});
}

void Select::add_expression(std::string sql) {
  add(std::move(sql), {});
}

bool Select::is_single_table() const {
  return joins_.is_single_table() && !query_.ranked_keys() && !is_grouped();
}

void Select::order() {
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

std::string Select::text(bool distinct, bool sliced) {
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
  if (sliced) sql += slice_of(query_, parameters_);
  return sql;
}

Computed Select::at(const std::string& path) {
  return compute(scope_, Expression::path(path), Joins::any_group);
}

std::string Select::nulls_of(const std::string& path) const {
  for (const auto& [of, come_first] : query_.nulls()) {
    if (of == path) return come_first ? " NULLS FIRST" : " NULLS LAST";
  }
  return "";
}

bool Select::is_grouped() const {
  return query_.grouping() == Grouping::records && query_.has_aggregates();
}

// A record each, or a combination of values each, those that rows are ordered by included.
std::string Select::grouping() {
  if (is_grouped()) return joins_.key_column() + hidden_;
  if (query_.grouping() != Grouping::values) return "";
  std::string groups;
  for (const std::string& path : query_.group_paths()) groups += (groups.empty() ? "" : ", ") + at(path).sql;
  return groups.empty() ? joins_.key_column() : groups + hidden_;
}

void Select::add(std::string sql, Column column, const std::string& name) {
  if (!selected_.empty()) selected_ += ", ";
  selected_ += sql;
  if (!name.empty()) selected_ += " AS " + name;
  expressions_.push_back(std::move(sql));
  columns_.push_back(std::move(column));
}

void Select::add_order(const std::string& expression, std::string_view direction, bool matters_for_distinct) {
  if (!order_.empty()) order_ += ", ";
  order_ += expression;
  order_ += direction;
  const bool selected = std::ranges::find(expressions_, expression) != expressions_.end();
  const bool aggregates = std::ranges::any_of(scope_.computed, [&](const auto& one) {
    return one.second.is_aggregate && one.second.sql == expression;
  });
  if (matters_for_distinct && !selected && !aggregates) hidden_ += ", " + expression;
}

void Select::require(const std::string& condition) {
  where_ += (where_.empty() ? "" : " AND ") + condition;
}

void Select::rank(const std::vector<std::int64_t>& keys) {
  const std::vector<Value> values(keys.begin(), keys.end());
  const sql::Dialect& dialect = parameters_.dialect();
  const std::string table = dialect.list_table(parameters_.add(dialect.list_parameter(values)), "ranked");
  ranked_ = " JOIN " + table + " ON ranked.value = " + joins_.key_column();
}

}  // namespace lamin::query
