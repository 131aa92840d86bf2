#include "query/where.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/lookups.hpp"
#include "query/operands.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {
namespace {

bool is_number_text(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789 ") == std::string::npos;
}

std::size_t count_conditions(const Filter& filter) {
  if (filter.kind() == Filter::Kind::condition) return 1;
  std::size_t count = 0;
  for (const Filter& part : filter.parts()) count += count_conditions(part);
  return count;
}

bool has_few_values(const schema::Field& field) {
  using schema::FieldType;
  return field.type == FieldType::boolean || field.type == FieldType::small_integer ||
         field.type == FieldType::small_auto;
}

// What most rows hold: to read them all is faster than to find each by an index.
bool is_usual(const schema::Field& field, const Operand& operand) {
  return !operand.is_query() && !operand.is_list() && !operand.value().is_null() &&
         operand.value() == field.constant;
}

// The path asks whether there is any record at its end, which the links alone can tell.
bool ends_at_links(const Path& path) {
  return path.field->is_key() && !path.steps.empty() && path.first_many() + 1 == path.steps.size();
}

}  // namespace

std::string Where::text(const Query& query, bool reads_rows) {
  reads_rows_ = reads_rows;
  std::size_t conditions = 0;
  for (const Filter& filter : query.filters()) conditions += count_conditions(filter);
  has_better_way_ = conditions > 1 || !query.order().empty();
  std::string text;
  int group = 0;
  for (const Filter& filter : query.filters()) {
    const Part made = part(filter, ++group, false);
    if (made.sql.empty()) continue;
    for (const int join : made.demanded) joins_.demand(join);
    text += (text.empty() ? "" : " AND ") + made.sql;
  }
  return text;
}

Where::Part Where::part(const Filter& filter, int group, bool negated) {
  switch (filter.kind()) {
    case Filter::Kind::condition:
      return leaf(filter, group, negated);
    case Filter::Kind::all_of:
      return all_of(filter, group, negated);
    case Filter::Kind::any_of:
      return any_of(filter, group, negated);
    case Filter::Kind::negation:
      break;
  }
  const Filter& denied = filter.parts().front();
  if (denied.kind() == Filter::Kind::negation) return part(denied.parts().front(), group, negated);
  const Part inner = part(denied, group, true);
  // The negation of "true" that an empty filter stands for is not what anybody means by it.
  return {inner.sql.empty() ? "" : "NOT (" + inner.sql + ")", {}};
}

Where::Part Where::all_of(const Filter& filter, int group, bool negated) {
  Part all;
  for (const Filter& inner : filter.parts()) {
    const Part made = part(inner, group, negated);
    if (made.sql.empty()) continue;
    all.sql += (all.sql.empty() ? "" : " AND ") + made.sql;
    std::vector<int> both;
    std::ranges::set_union(all.demanded, made.demanded, std::back_inserter(both));
    all.demanded = std::move(both);
  }
  return all;
}

Where::Part Where::any_of(const Filter& filter, int group, bool negated) {
  Part any;
  bool is_first = true;
  ++alternatives_;
  for (const Filter& inner : filter.parts()) {
    const Part made = part(inner, group, negated);
    if (made.sql.empty()) continue;
    any.sql += (is_first ? "(" : " OR (") + made.sql + ")";
    std::vector<int> both = made.demanded;
    if (!is_first) {
      both.clear();
      std::ranges::set_intersection(any.demanded, made.demanded, std::back_inserter(both));
    }
    any.demanded = std::move(both);
    is_first = false;
  }
  --alternatives_;
  if (!any.sql.empty()) any.sql = "(" + any.sql + ")";
  return any;
}

Where::Part Where::leaf(const Filter& filter, int group, bool negated) {
  const Path path = parse_condition(registry_, filter.path(), catalog_);
  check_relation_operand(path, filter);
  const Operand& operand = filter.operand();
  // Beside an `or`, the join is what multiplies rows.
  if (accepts_missing(path, operand) && ends_at_links(path) && (negated || alternatives_ == 0)) {
    return {without_links(path, group), {}};
  }
  if (negated && path.first_many() < path.steps.size()) return {among_many(path, group, operand), {}};
  Part made;
  const std::string column = joins_.column(path, group, &made.demanded);
  std::ranges::sort(made.demanded);
  made.sql = comparison(path, guarded(path, column, operand), operand);
  if (accepts_missing(path, operand)) {
    made.demanded.clear();
  } else if (negated && path.lookup != "isnull") {
    made.sql = "(" + made.sql + " AND " + column + " IS NOT NULL)";
  }
  return made;
}

std::string Where::guarded(const Path& path, const std::string& column, const Operand& operand) const {
  const bool compares = path.lookup == "exact" || path.lookup == "in";
  const bool prefers_other = compares && has_few_values(*path.field) &&
                             (has_better_way_ || (reads_rows_ && is_usual(*path.field, operand)));
  const bool stands_in_row = path.steps.empty() || path.ends_at_relation;
  return prefers_other && stands_in_row ? parameters_.dialect().without_index(column) : column;
}

std::string Where::without_links(const Path& path, int group) {
  const schema::Relation& last = *path.steps.back();
  Path parent = path;
  parent.steps.pop_back();
  parent.field = &last.source->key();
  const bool by_links = last.kind == schema::Relation::Kind::many_to_many;
  const schema::Field& link = by_links ? *last.through_source : *last.field;
  const std::string& table = by_links ? last.through->table : last.target->table;
  return "NOT EXISTS (SELECT 1 FROM " + sql::quoted(table) + " AS linked WHERE linked." +
         sql::quoted(link.column) + " = " + joins_.column(parent, group) + ")";
}

// The records for which some record at the end of the path fits.
std::string Where::among_many(const Path& path, int group, const Operand& operand) {
  const bool needs_record = !accepts_missing(path, operand);
  if (const int join = needs_record ? joins_.joined_many(path, group) : 0; join != 0) {
    return among_joined(path, join, operand);
  }
  if (needs_record && !path.steps.front()->is_single) {
    Joins joins(*path.steps.front());
    const std::string condition = demanded(joins, path, operand);
    const std::string& link = joins.link_column();
    const std::string not_null = joins.link_may_be_null() ? " AND " + link + " IS NOT NULL" : "";
    return joins_.key_column() + " IN (SELECT " + link + joins.text() + " WHERE " + condition + not_null +
           ")";
  }
  Joins joins(registry_);
  const std::string column = joins.column(path, 1);
  const std::string condition = comparison(path, column, operand);
  return joins_.key_column() + " IN (SELECT " + joins.key_column() + joins.text() + " WHERE " + condition +
         ")";
}

// A condition beside this one has joined the related records already: it is this one that fits, or does not.
std::string Where::among_joined(const Path& path, int join, const Operand& operand) {
  Path rest = path;
  rest.steps.erase(rest.steps.begin(), rest.steps.begin() + static_cast<std::ptrdiff_t>(path.first_many()));
  Joins joins(*rest.steps.front());
  const std::string condition = demanded(joins, rest, operand);
  const std::string key = joins_.key_of(join);
  return "(" + key + " IS NOT NULL AND " + key + " IN (SELECT " + joins.start_key() + joins.text() +
         " WHERE " + condition + "))";
}

std::string Where::demanded(Joins& joins, const Path& path, const Operand& operand) {
  std::vector<int> used;
  const std::string column = joins.column_after_first_step(path, 1, &used);
  std::string condition = comparison(path, column, operand);
  for (const int join : used) joins.demand(join);
  return condition;
}

std::string Where::comparison(const Path& path, const std::string& column, const Operand& operand) {
  if (!operand.is_query()) return condition(path, column, operand, parameters_);
  if (path.lookup == "in")
    return column + " IN (" +
           compile_subselect(operand.query(), operand.query().selected_path(), catalog_, parameters_) + ")";
  if (path.lookup != "exact") {
    throw Error{ErrorCode::invalid_value,
                "A query can be compared with 'in' or 'exact', not with '" + path.lookup + "'."};
  }
  if (operand.query().limit_count() != 1) {
    throw Error{ErrorCode::invalid_value,
                "The QuerySet value for an exact lookup must be limited to one result using slicing."};
  }
  return column + " = (" +
         compile_subselect(operand.query(), operand.query().selected_path(), catalog_, parameters_) + ")";
}

// A name where a record is expected is the most common slip; the sentence is the reference's.
void Where::check_relation_operand(const Path& path, const Filter& filter) const {
  const Operand& operand = filter.operand();
  if (!path.ends_at_relation || operand.is_query() || path.lookup != "exact") return;
  if (operand.is_list()) return;
  const auto* text = operand.value().get_if<std::string>();
  if (text == nullptr || is_number_text(*text)) return;
  std::string_view name = filter.path();
  if (name.ends_with("__exact")) name.remove_suffix(7);
  throw Error{ErrorCode::unknown_field, "Invalid lookup '" + *text + "' for " + std::string(name) +
                                            ". Did you mean " + std::string(name) + "__name?"};
}

}  // namespace lamin::query
