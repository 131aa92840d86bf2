// What each kind of Expression holds.  For those who turn expressions into something else: std::visit over
// `expression.node().term`.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/query.hpp"

namespace lamin::query {

struct PathTerm {
  std::string path;
  bool is_outer = false;  // of the query around this one
};

struct ValueTerm {
  Value value;
};

struct ArithmeticTerm {
  Expression left;
  std::string sign;
  Expression right;
};

struct FunctionTerm {
  std::string name;
  std::vector<Expression> parts;
};

/// A function by the name that the database gives it.
struct CallTerm {
  std::string name;
  std::vector<Expression> parts;
};

struct CastTerm {
  Expression part;
  schema::ValueKind kind;
};

/// The part unchanged, read as `kind`.
struct TypedTerm {
  Expression part;
  schema::ValueKind kind;
};

struct AggregateTerm {
  std::string name;
  Expression part;
  bool is_distinct = false;
  std::optional<Filter> filter;
};

struct WindowTerm {
  Expression part;
  std::vector<Expression> partition;
  std::vector<OrderTerm> order;
  std::optional<WindowFrame> frame;
};

struct ChoiceTerm {
  std::vector<std::pair<Filter, Expression>> cases;
  Expression otherwise;
};

struct TestTerm {
  Filter filter;
};

struct ComparisonTerm {
  Expression left;
  std::string lookup;
  Operand right;
};

struct SubqueryTerm {
  Query query;
};

struct ExistsTerm {
  Query query;
  bool is_wanted = true;  // else there must be no row
};

struct Expression::Node {
  std::variant<PathTerm, ValueTerm, ArithmeticTerm, FunctionTerm, CallTerm, CastTerm, TypedTerm,
               AggregateTerm, WindowTerm, ChoiceTerm, TestTerm, ComparisonTerm, SubqueryTerm, ExistsTerm>
      term;
};

}  // namespace lamin::query
