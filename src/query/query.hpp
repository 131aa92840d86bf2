// A Query is a value: which records of a registry, in which order, how many.  It holds no connection and is
// built by chaining; query/compile.hpp turns it into one SQL statement.
//
//     Query q = Query(catalog.get("Artifact")).where("ulabels__name", "x").order_by("-created_at").limit(20);
//
// Paths are those of lamindb and Django: `relation__relation__field__lookup`; the lookup is `exact` when it
// is left out.  Conditions of one Filter that walk the same to-many relation speak of the same related
// record; conditions of separate `filter` calls may speak of different ones.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/value.hpp"
#include "query/expression.hpp"
#include "schema/catalog.hpp"

namespace lamin::query {

class Query;

/// What a condition compares with: a value, a list of values (`__in`, `__range`), another query (`__in`), or
/// what the row itself gives.
class Operand {
 public:
  Operand(Value value) : content_(std::move(value)) {}
  Operand(std::vector<Value> values) : content_(std::move(values)) {}
  Operand(Query query);
  Operand(Expression expression) : content_(std::move(expression)) {}
  template <class T>
    requires std::constructible_from<Value, T>
  Operand(T&& value) : content_(Value(std::forward<T>(value))) {}

  bool is_list() const { return std::holds_alternative<std::vector<Value>>(content_); }
  bool is_query() const { return std::holds_alternative<std::shared_ptr<const Query>>(content_); }
  bool is_expression() const { return std::holds_alternative<Expression>(content_); }
  bool is_value() const { return std::holds_alternative<Value>(content_); }
  /// The id of a record; comparing a text with a relation is an error that says so, comparing an id is not.
  const Value& value() const { return std::get<Value>(content_); }
  const std::vector<Value>& values() const { return std::get<std::vector<Value>>(content_); }
  const Query& query() const { return *std::get<std::shared_ptr<const Query>>(content_); }
  const Expression& expression() const { return std::get<Expression>(content_); }

 private:
  std::variant<Value, std::vector<Value>, std::shared_ptr<const Query>, Expression> content_;
};

/// A tree of conditions joined by and, or, either-or, not.  An empty `all_of` is true.
class Filter {
 public:
  enum class Kind { condition, all_of, any_of, odd_of, negation, expression };

  static Filter condition(std::string path, Operand operand);
  static Filter all_of(std::vector<Filter> parts);
  static Filter any_of(std::vector<Filter> parts);
  /// An odd number of the parts holds: XOR.
  static Filter odd_of(std::vector<Filter> parts);
  /// `exists` or `no_rows` of another query, or whatever is true or false.
  static Filter holds(Expression expression);
  static Filter negation(Filter part);

  Kind kind() const { return kind_; }
  const std::string& path() const { return path_; }
  const Operand& operand() const { return *operand_; }
  const std::vector<Filter>& parts() const { return parts_; }
  const Expression& expression() const { return operand_->expression(); }
  bool is_empty() const { return !operand_ && parts_.empty(); }
  /// Whether any condition in the tree has a path that starts with one of these names.
  bool mentions(std::string_view name) const;
  void collect_paths(std::vector<std::string>& paths) const;
  /// Whether it speaks of the query around the one it belongs to.
  bool mentions_outer() const;

 private:
  Kind kind_ = Kind::all_of;
  std::string path_;
  std::optional<Operand> operand_;
  std::vector<Filter> parts_;
};

/// What a query computes beside the fields: `annotate(n=Count("ulabels"))`.
struct Annotation {
  std::string name;
  Expression expression;
  /// For filters and orders only: `alias(...)`.
  bool is_hidden = false;
  /// How many filters came before it: it speaks of the related records that those have chosen, later filters
  /// may speak of others.
  std::size_t after_filters = 0;
};

/// What the rows of a query stand for.
enum class Grouping {
  records,  // a record each; aggregates are over what the joins bring to it
  values,   // a combination of the selected values each: `values("suffix").annotate(...)`
  whole     // one row for everything: `aggregate(...)`
};

/// How queries are joined to one set of rows.
enum class Combination { unite, unite_all, intersect, subtract };

class Query {
 public:
  explicit Query(const schema::Registry& registry) : registry_(&registry) {}

  /// Each call adds one Filter; all must hold.
  Query& filter(Filter filter) &;
  Query&& filter(Filter filter) && { return std::move(this->filter(std::move(filter))); }
  Query& exclude(Filter filter) & { return this->filter(Filter::negation(std::move(filter))); }
  Query& where(std::string path, Operand operand) & {
    return filter(Filter::condition(std::move(path), std::move(operand)));
  }
  Query&& where(std::string path, Operand operand) && {
    return std::move(where(std::move(path), std::move(operand)));
  }
  /// Replaces the order.  "-path" is descending, "?" random.
  Query& order_by(std::vector<std::string> paths) &;
  Query&& order_by(std::vector<std::string> paths) && { return std::move(order_by(std::move(paths))); }
  /// Swaps the direction of every part of the order; by descending key if there is none.
  Query& reverse() &;
  Query& limit(std::int64_t count) & {
    limit_ = count;
    return *this;
  }
  Query&& limit(std::int64_t count) && { return std::move(limit(count)); }
  Query& offset(std::int64_t count) & {
    offset_ = count;
    return *this;
  }
  Query& distinct(bool on = true) & {
    distinct_ = on;
    return *this;
  }
  /// Only these keys, in this order: the result of a search.  Duplicates are not allowed.
  Query& ranked(std::vector<std::int64_t> keys) &;
  /// Computes `expression` for each row.  Throws invalid_value if the registry has a field of that name.
  Query& annotate(std::string name, Expression expression, bool is_hidden = false) &;
  /// A row for each combination of the values at `paths`.
  Query& group_by(std::vector<std::string> paths) & {
    grouping_ = Grouping::values;
    group_paths_ = std::move(paths);
    return *this;
  }
  /// One row for everything.
  Query& group_whole() & {
    grouping_ = Grouping::whole;
    return *this;
  }
  Query& group_records() & {
    grouping_ = Grouping::records;
    return *this;
  }
  Query& hide_annotations() & {
    for (Annotation& one : annotations_) one.is_hidden = true;
    return *this;
  }
  /// Drops the annotations that are not hidden.
  Query& keep_hidden_annotations() & {
    std::erase_if(annotations_, [](const Annotation& one) { return !one.is_hidden; });
    return *this;
  }
  /// Where a path of the order puts rows without a value; the database decides for others.
  Query& nulls_of(std::string path, bool come_first) & {
    nulls_.emplace_back(std::move(path), come_first);
    return *this;
  }
  /// The rows of this query and of `others`, which select the same number of values.  Nothing but order,
  /// slice and selection may be said afterwards.
  Query& combine(Combination combination, std::vector<Query> others) &;
  /// No record at all.
  Query& none() & {
    none_ = true;
    return *this;
  }

  const schema::Registry& registry() const { return *registry_; }
  const std::vector<Filter>& filters() const { return filters_; }
  const std::vector<std::string>& order() const { return order_; }
  std::optional<std::int64_t> limit_count() const { return limit_; }
  std::int64_t offset_count() const { return offset_; }
  bool is_distinct() const { return distinct_; }
  bool is_none() const { return none_; }
  const std::optional<std::vector<std::int64_t>>& ranked_keys() const { return ranked_; }
  /// The values that are asked for in place of records, if any: what `count` and `distinct` are about.
  const std::vector<std::string>& selected_paths() const { return selected_; }
  Query& select_paths(std::vector<std::string> paths) & {
    selected_ = std::move(paths);
    return *this;
  }
  /// When used as an operand: the path whose values are compared; the key if empty.
  std::string selected_path() const { return selected_.empty() ? "" : selected_.front(); }
  Query& select(std::string path) & { return select_paths({std::move(path)}); }

  const std::vector<Annotation>& annotations() const { return annotations_; }
  const Annotation* find_annotation(std::string_view name) const;
  bool has_aggregates() const;
  Grouping grouping() const { return grouping_; }
  const std::vector<std::string>& group_paths() const { return group_paths_; }
  const std::vector<std::pair<std::string, bool>>& nulls() const { return nulls_; }
  std::optional<Combination> combination() const { return combination_; }
  const std::vector<Query>& combined() const { return combined_; }
  /// Whether it speaks of the query around it.
  bool mentions_outer() const;

 private:
  const schema::Registry* registry_;
  std::vector<Filter> filters_;
  std::vector<std::string> order_;
  std::optional<std::int64_t> limit_;
  std::int64_t offset_ = 0;
  bool distinct_ = false;
  bool none_ = false;
  std::optional<std::vector<std::int64_t>> ranked_;
  std::vector<std::string> selected_;
  std::vector<Annotation> annotations_;
  Grouping grouping_ = Grouping::records;
  std::vector<std::string> group_paths_;
  std::vector<std::pair<std::string, bool>> nulls_;
  std::optional<Combination> combination_;
  std::vector<Query> combined_;  // this query as it was, and the others
};

}  // namespace lamin::query
