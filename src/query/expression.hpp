// An Expression is what a query computes: a field reached by a path, a constant, arithmetic, a function, a
// count or sum over related records, the answer of another query.  It is a value, as a Query is: it knows
// neither a database nor the registry that its paths start at.
//
// Expressions stand where Django takes them: compared with (`size__gt=F("id")`), annotated, aggregated,
// ordered by, assigned by an update.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.hpp"

namespace lamin::query {

class Filter;
class Query;

class Expression {
 public:
  enum class Kind {
    path,        // a field, or another computed value by its name; "*" = whole rows
    outer_path,  // the same, of the query around this one
    value,
    arithmetic,  // two parts and a sign
    function,
    aggregate,  // over the rows that a record, or a group of records, has
    choice,     // the first part whose filter holds
    test,       // whether a filter holds
    subquery,   // the one value of another query
    exists,     // whether another query has a row
    no_rows     // ... has none
  };

  static Expression path(std::string path);
  static Expression outer_path(std::string path);
  static Expression value(Value value);
  /// `sign` is one of + - * / %.
  static Expression arithmetic(Expression left, std::string sign, Expression right);
  /// One of the names in expressions.cpp: "lower", "coalesce", "year" ...
  static Expression function(std::string name, std::vector<Expression> parts);
  /// "count", "sum", "avg", "min", "max"; of distinct values only; of the rows that `filter` holds for.
  static Expression aggregate(std::string name, Expression of_what, bool is_distinct = false);
  static Expression aggregate(std::string name, Expression of_what, bool is_distinct, Filter filter);
  static Expression choice(std::vector<std::pair<Filter, Expression>> cases, Expression otherwise);
  static Expression test(Filter filter);
  /// The selected path of `query`, its key if none is selected.
  static Expression subquery(Query query);
  static Expression exists(Query query);
  static Expression no_rows(Query query);

  Kind kind() const;
  /// The path, the sign, the name of the function or aggregate.
  const std::string& text() const;
  const Value& constant() const;
  const std::vector<Expression>& parts() const;
  const std::vector<Filter>& filters() const;  // of a choice one a part but the last; of an aggregate its own
  const Query& query() const;
  bool is_distinct() const;

  /// Whether it, or a part of it, counts or sums.
  bool is_aggregate() const;
  /// All paths it mentions itself, those inside other queries left out.
  void collect_paths(std::vector<std::string>& paths) const;
  /// Whether it, or a query inside, speaks of the query around it.
  bool mentions_outer() const;
  /// What a query calls it when nobody names it, "size__sum"; "" if it has no such name.
  std::string default_name() const;

 private:
  struct Node;
  explicit Expression(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  static Expression of(Node node);
  std::shared_ptr<const Node> node_;  // shared: expressions are copied with the queries that hold them
};

}  // namespace lamin::query
