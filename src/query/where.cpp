#include "query/where.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/lookups.hpp"
#include "query/operands.hpp"
#include "query/tree.hpp"
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
  return operand.is_value() && !operand.value().is_null() && operand.value() == field.constant;
}

// Whether the column at the end of a path holds nulls: a reference to the last record stands for its key.
bool may_be_null(const Path& path) {
  if (path.steps.empty() || !path.field->is_key()) return path.field->nullable;
  const schema::Relation& last = *path.steps.back();
  return last.kind == schema::Relation::Kind::forward && last.field->nullable;
}

bool speaks_of(std::string_view path, std::string_view name) {
  return path.starts_with(name) && (path.size() == name.size() || path.substr(name.size()).starts_with("__"));
}

// All paths that the answer depends on; an annotation that is in use brings its own.
std::vector<std::string> paths_in_use(const Query& query, std::vector<std::string> paths) {
  if (query.annotations().empty()) return {};
  for (const Filter& filter : query.filters()) filter.collect_paths(paths);
  for (const std::string& path : query.order()) paths.push_back(path.substr(path.starts_with('-') ? 1 : 0));
  paths.insert(paths.end(), query.group_paths().begin(), query.group_paths().end());
  for (auto one = query.annotations().rbegin(); one != query.annotations().rend(); ++one) {
    const auto is_meant = [&](const std::string& path) { return speaks_of(path, one->name); };
    if (std::ranges::any_of(paths, is_meant)) one->expression.collect_paths(paths);
  }
  return paths;
}

// The path asks whether there is any record at its end, which the links alone can tell.
bool ends_at_links(const Path& path) {
  return path.field->is_key() && !path.steps.empty() && path.first_many() + 1 == path.steps.size();
}

}  // namespace

std::string Where::text(const Query& query, bool reads_rows, const std::vector<std::string>& used) {
  reads_rows_ = reads_rows;
  used_ = paths_in_use(query, used);
  std::size_t conditions = 0;
  for (const Filter& filter : query.filters()) conditions += count_conditions(filter);
  has_better_way_ = conditions > 1 || !query.order().empty();
  std::string text;
  int group = 0;
  std::size_t next = 0;
  for (std::size_t done = 0; done < query.filters().size(); ++done) {
    annotate(query, done, next);
    const Filter& filter = query.filters()[done];
    ++group;
    // Alternatives inside may do without what another condition needs.
    std::vector<int> needed = joins_.demanded();
    if (filter.kind() == Filter::Kind::all_of) {
      for (const Filter& inner : filter.parts()) add(inner, group, clause_of(inner, text), needed);
    } else {
      add(filter, group, clause_of(filter, text), needed);
    }
    for (const int join : needed) joins_.demand(join);
  }
  annotate(query, query.filters().size(), next);
  return text;
}

void Where::add(const Filter& filter, int group, std::string& text, std::vector<int>& needed) {
  const Part made = part(filter, group, {});
  if (made.sql.empty()) return;
  needed.insert(needed.end(), made.demanded.begin(), made.demanded.end());
  text += (text.empty() ? "" : " AND ") + made.sql;
}

// What was annotated before a filter shares no related record with it.
void Where::annotate(const Query& query, std::size_t filters_done, std::size_t& next) {
  for (; next < query.annotations().size(); ++next) {
    const Annotation& annotation = query.annotations()[next];
    if (annotation.after_filters > filters_done) return;
    if (std::ranges::none_of(used_,
                             [&](const std::string& path) { return speaks_of(path, annotation.name); }))
      continue;
    scope_.computed.emplace_back(annotation.name, compute(scope_, annotation.expression, Joins::any_group));
  }
}

// A filter on a window is about the rows that all others leave, one on an aggregate about their groups.
std::string& Where::clause_of(const Filter& filter, std::string& text) {
  if (scope_.computed.empty()) return text;
  std::vector<std::string> paths;
  filter.collect_paths(paths);
  bool is_on_aggregate = false;
  for (const std::string& path : paths) {
    const Computed* computed = find_computed(scope_, path).computed;
    if (computed != nullptr && computed->is_window) return on_windows_;
    is_on_aggregate = is_on_aggregate || (computed != nullptr && computed->is_aggregate);
  }
  return is_on_aggregate ? having_ : text;
}

// The rows are chosen elsewhere: what this condition needs must not be demanded of them.
std::string Where::condition_of(const Filter& filter, int group) {
  const std::vector<int> before = joins_.demanded();
  std::string sql = part(filter, group, {}).sql;
  for (const int join : joins_.demanded()) {
    if (std::ranges::find(before, join) == before.end()) joins_.release(join);
  }
  return sql.empty() ? "1 = 1" : sql;
}

Where::Part Where::part(const Filter& filter, int group, Sign sign) {
  switch (filter.kind()) {
    case Filter::Kind::condition:
      return leaf(filter, group, sign);
    case Filter::Kind::all_of:
      return all_of(filter, group, sign);
    case Filter::Kind::any_of:
      return any_of(filter, group, sign);
    case Filter::Kind::odd_of:
      return odd_of(filter, group, sign);
    case Filter::Kind::expression:
      return {compute(scope_, filter.expression(), group).sql, {}};
    case Filter::Kind::negation:
      break;
  }
  const Filter& denied = filter.parts().front();
  if (denied.kind() == Filter::Kind::negation) return part(denied.parts().front(), group, sign);
  const Part inner = part(denied, group, {.is_inside = true, .is_odd = !sign.is_odd});
  // The negation of "true" that an empty filter stands for is not what anybody means by it.
  return {inner.sql.empty() ? "" : "NOT (" + inner.sql + ")", inner.demanded};
}

Where::Part Where::all_of(const Filter& filter, int group, Sign sign) {
  Part all;
  Votes votes;
  for (const Filter& inner : filter.parts()) {
    const Part made = part(inner, group, sign);
    if (made.sql.empty()) continue;
    all.sql += (all.sql.empty() ? "" : " AND ") + made.sql;
    votes.add(made.demanded);
  }
  all.demanded = settle(votes, sign.is_odd);
  return all;
}

Where::Part Where::any_of(const Filter& filter, int group, Sign sign) {
  Part any;
  Votes votes;
  ++alternatives_;
  for (const Filter& inner : filter.parts()) {
    const Part made = part(inner, group, sign);
    if (made.sql.empty()) continue;
    any.sql += (any.sql.empty() ? "(" : " OR (") + made.sql + ")";
    votes.add(made.demanded);
  }
  --alternatives_;
  any.demanded = settle(votes, !sign.is_odd);
  if (!any.sql.empty()) any.sql = "(" + any.sql + ")";
  return any;
}

void Where::Votes::add(const std::vector<int>& joins) {
  std::vector<int> both;
  std::ranges::set_union(some, joins, std::back_inserter(both));
  some = std::move(both);
  both = joins;
  if (!is_first) {
    both.clear();
    std::ranges::set_intersection(all, joins, std::back_inserter(both));
  }
  all = std::move(both);
  is_first = false;
}

// Of alternatives, each must need a join for it to be needed; otherwise one is enough.  A negation turns one
// into the other.
std::vector<int> Where::settle(const Votes& votes, bool are_alternatives) {
  for (const int join : votes.some) {
    if (are_alternatives) joins_.release(join);
  }
  const std::vector<int>& needed = are_alternatives ? votes.all : votes.some;
  for (const int join : needed) joins_.demand(join);
  return needed;
}

// What is unknown stays unknown: "any of them" is asked beside the number of those that hold.
Where::Part Where::odd_of(const Filter& filter, int group, Sign sign) {
  std::string any;
  std::string count;
  ++alternatives_;
  for (const Filter& inner : filter.parts()) {
    const Part made = part(inner, group, sign);
    if (made.sql.empty()) continue;
    any += (any.empty() ? "(" : " OR (") + made.sql + ")";
    count += (count.empty() ? "" : " + ") + ("CASE WHEN " + made.sql + " THEN 1 ELSE 0 END");
  }
  --alternatives_;
  return {count.empty() ? "" : "((" + any + ") AND (" + count + ") % 2 = 1)", {}};
}

std::string Where::compare(const Computed& left, std::string_view lookup, const Operand& operand, int group) {
  const Path path = parse_computed(*left.field, lookup, true, registry_, catalog_);
  return comparison(path, left.sql, operand, group);
}

Where::Part Where::leaf(const Filter& filter, int group, Sign sign) {
  if (const ComputedPath found = find_computed(scope_, filter.path()); found.computed != nullptr)
    return {compare(*found.computed, found.rest, filter.operand(), group), {}};
  const Path path = parse_condition(registry_, filter.path(), catalog_);
  check_relation_operand(path, filter);
  const Operand& operand = filter.operand();
  // Beside an `or`, the join is what multiplies rows.
  if (accepts_missing(path, operand) && ends_at_links(path) && (sign.is_inside || alternatives_ == 0)) {
    return {without_links(path, group), {}};
  }
  if (sign.is_inside && path.first_many() < path.steps.size()) return {among_many(path, group, operand), {}};
  Part made;
  const std::string column = joins_.column(path, group, &made.demanded);
  // Of a record that is known to be there, a value that is never null needs no guard.
  const bool is_there =
      !made.demanded.empty() && !may_be_null(path) && joins_.is_demanded(made.demanded.front());
  std::ranges::sort(made.demanded);
  made.sql = comparison(path, guarded(path, column, operand), operand, group);
  if (accepts_missing(path, operand) != sign.is_odd) made.demanded.clear();
  if (!accepts_missing(path, operand) && sign.is_odd && !is_there && path.lookup != "isnull") {
    made.sql = "(" + made.sql + " AND " + column + " IS NOT NULL";
    if (operand.is_expression() && operand.expression().as_path() != nullptr)
      made.sql += " AND " + compute(scope_, operand.expression(), group).sql + " IS NOT NULL";
    made.sql += ")";
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

std::string Where::comparison(const Path& path, const std::string& column, const Operand& operand,
                              int group) {
  if (path.lookup == "in_tree")
    return in_tree(path.steps.empty() ? registry_ : *path.steps.back()->target, column, operand, scope_);
  if (operand.is_expression())
    return condition_with(path, column, compute(scope_, operand.expression(), group).sql, parameters_);
  if (!operand.is_query()) return condition(path, column, operand, parameters_);
  const std::string selected = operand.query().selected_path();
  if (path.ends_at_relation && selected.empty()) check_registry(path, operand.query().registry());
  if (path.lookup == "in")
    return column + " IN (" + compile_subselect(operand.query(), selected, scope_).sql + ")";
  if (path.lookup != "exact" && !path.lookup.starts_with('g') && !path.lookup.starts_with('l')) {
    throw Error{ErrorCode::invalid_value,
                "A query can be compared with 'in' or 'exact', not with '" + path.lookup + "'."};
  }
  if (operand.query().limit_count() != 1) {
    throw Error{ErrorCode::invalid_value, "The QuerySet value for an " + path.lookup +
                                              " lookup must be limited to one result using slicing."};
  }
  return condition_with(path, column, "(" + compile_subselect(operand.query(), selected, scope_).sql + ")",
                        parameters_);
}

void Where::check_registry(const Path& path, const schema::Registry& given) const {
  const schema::Registry& wanted = *path.steps.back()->target;
  if (&wanted == &given || wanted.table == given.table) return;
  throw Error{ErrorCode::invalid_value,
              "Cannot use QuerySet for \"" + given.name + "\": Use a QuerySet for \"" + wanted.name + "\"."};
}

// A name where a record is expected is the most common slip; the sentence is the reference's.
void Where::check_relation_operand(const Path& path, const Filter& filter) const {
  const Operand& operand = filter.operand();
  if (!path.ends_at_relation || !operand.is_value() || path.lookup != "exact") return;
  const auto* text = operand.value().get_if<std::string>();
  if (text == nullptr || is_number_text(*text)) return;
  std::string_view name = filter.path();
  if (name.ends_with("__exact")) name.remove_suffix(7);
  throw Error{ErrorCode::unknown_field, "Invalid lookup '" + *text + "' for " + std::string(name) +
                                            ". Did you mean " + std::string(name) + "__name?"};
}

}  // namespace lamin::query
