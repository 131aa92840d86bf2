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
  on_windows_ = where.on_windows();
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
  return joins_.is_single_table() && !query_.ranked_keys() && !is_grouped() && !chooses_by_window();
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
  std::string sql;
  if (chooses_by_window()) {
    sql = rows_chosen_by_window(distinct);
  } else {
    // DISTINCT looks at what rows are ordered by, as well.
    sql = (distinct ? "SELECT DISTINCT " + selected_ + hidden_ : "SELECT " + selected_) + rows();
    for (std::size_t i = 0; i < order_.size(); ++i)
      sql += (i == 0 ? " ORDER BY " : ", ") + order_[i].first + order_[i].second;
  }
  if (sliced) sql += slice_of(query_, parameters_);
  return sql;
}

std::string Select::rows() {
  const std::string groups = grouping();
  std::string sql = joins_.text() + ranked_;
  if (!where_.empty()) sql += " WHERE " + where_;
  if (!groups.empty()) sql += " GROUP BY " + groups;
  if (!having_.empty()) sql += " HAVING " + having_;
  return sql;
}

// SELECT c0, c1 FROM (SELECT ... AS c0, ... AS c1, ... AS o0, <condition> AS is_chosen FROM ...) WHERE
// is_chosen
std::string Select::rows_chosen_by_window(bool distinct) {
  std::string inner;
  std::string outer;
  for (std::size_t i = 0; i < expressions_.size(); ++i) {
    const std::string name = "c" + std::to_string(i);
    inner += expressions_[i] + " AS " + name + ", ";
    outer += (outer.empty() ? "" : ", ") + name;
    if (!names_[i].empty()) outer += " AS " + names_[i];
  }
  std::string order;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const std::string name = "o" + std::to_string(i);
    inner += order_[i].first + " AS " + name + ", ";
    if (distinct) outer += ", " + name;
    order += (order.empty() ? " ORDER BY " : ", ") + name + order_[i].second;
  }
  return (distinct ? "SELECT DISTINCT " : "SELECT ") + outer + " FROM (SELECT " + inner + "(" + on_windows_ +
         ") AS is_chosen" + rows() + ") AS chosen WHERE is_chosen" + order;
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
  names_.push_back(name);
  columns_.push_back(std::move(column));
}

void Select::add_order(const std::string& expression, std::string_view direction, bool matters_for_distinct) {
  order_.emplace_back(expression, direction);
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
