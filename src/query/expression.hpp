// An Expression is what a query computes: a field reached by a path, a constant, arithmetic, a function, a
// count or sum over related records, the answer of another query.  It is a value, as a Query is: it knows
// neither a database nor the registry that its paths start at.
//
// Expressions stand where Django takes them: compared with (`size__gt=F("id")`), annotated, aggregated,
// ordered by, assigned by an update.  What each kind holds is said in query/terms.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "schema/value_kind.hpp"

namespace lamin::query {

class Filter;
class Operand;
class Query;
struct OrderTerm;

/// Which rows of its partition a window sees from each of them.
struct WindowFrame {
  enum class Unit { rows, range };
  enum class Exclusion { nothing, current_row, group, ties };
  Unit unit = Unit::rows;
  /// How many rows, or how far, from the current one: negative before it; without end if it is not said.
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> end = {};
  Exclusion exclusion = Exclusion::nothing;
};

class Expression {
 public:
  /// A field, or another computed value by its name; "*" = whole rows.
  static Expression path(std::string path);
  /// The same, of the query around this one.
  static Expression outer_path(std::string path);
  static Expression value(Value value);
  /// `sign` is one of those in arithmetic.hpp.
  static Expression arithmetic(Expression left, std::string sign, Expression right);
  /// One of the names in functions.cpp: "Lower", "Coalesce", "TruncMonth", "ExtractYear".  Throws unsupported
  /// for another, invalid_type and invalid_value for arguments that it does not take.
  static Expression function(std::string name, std::vector<Expression> parts);
  /// `NAME(parts)` by the database's own name; its value has the type of its first part, or is a text.
  /// Throws invalid_value unless `name` is one word.
  static Expression call(std::string name, std::vector<Expression> parts);
  /// The value as one of `kind`.
  static Expression cast(Expression part, schema::ValueKind kind);
  /// The value as it is, read as one of `kind`.
  static Expression typed_as(Expression part, schema::ValueKind kind);
  /// One of the names in aggregates.cpp: "count", "sum", "stddev", over the rows that a record, or a group of
  /// records, has; of distinct values only; of the rows that `filter` holds for.
  static Expression aggregate(std::string name, Expression of_what, bool is_distinct = false);
  static Expression aggregate(std::string name, Expression of_what, bool is_distinct, Filter filter);
  /// `of OVER (PARTITION BY ... ORDER BY ... ROWS BETWEEN ...)`.  Throws invalid_value unless `of` is an
  /// aggregate or a function for windows.
  static Expression window(Expression of, std::vector<Expression> partition, std::vector<OrderTerm> order,
                           std::optional<WindowFrame> frame = {});
  /// The expression of the first filter that holds.
  static Expression choice(std::vector<std::pair<Filter, Expression>> cases, Expression otherwise);
  /// Whether a filter holds.
  static Expression test(Filter filter);
  /// Whether `left` compares with `right` as `lookup` says: "gt", "icontains", "year__lt".
  static Expression comparison(Expression left, std::string lookup, Operand right);
  /// The selected path of `query`, its key if none is selected.
  static Expression subquery(Query query);
  /// Whether `query` has a row; whether it has none.
  static Expression exists(Query query);
  static Expression no_rows(Query query);

  /// What is true where this is not.
  Expression negated() const;

  /// The path, if it is nothing but a path.
  const std::string* as_path() const;
  const Value* as_value() const;
  /// The query, if it is the answer of one.
  const Query* as_subquery() const;

  /// Whether it, or a part of it, counts or sums.
  bool is_aggregate() const;
  /// Whether it, or a part of it, is over a window.
  bool has_window() const;
  /// Whether it, or a part of it, has filters.
  bool has_filters() const;
  /// All paths it mentions itself, those inside other queries left out.
  void collect_paths(std::vector<std::string>& paths) const;
  /// Whether it, or a query inside, speaks of the query around it.
  bool mentions_outer() const;
  /// The path, the sign, the name of the function or aggregate; "" if it has none.
  std::string name() const;
  /// What a query calls it when nobody names it, "size__sum"; "" if it has no such name.
  std::string default_name() const;

  struct Node;
  const Node& node() const { return *node_; }

 private:
  template <class Term>
  static Expression of(Term term);
  explicit Expression(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  std::shared_ptr<const Node> node_;  // shared: expressions are copied with the queries that hold them
};

/// An expression as a part of an order: `F("size").desc(nulls_last=True)`.
struct OrderTerm {
  Expression expression;
  bool is_descending = false;
  /// Where rows without a value come; the database decides if it is not said.
  std::optional<bool> nulls_first = {};
};

}  // namespace lamin::query
