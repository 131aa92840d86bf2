#include "query/expression.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/aggregates.hpp"
#include "query/functions.hpp"
#include "query/terms.hpp"

namespace lamin::query {
namespace {

using schema::ValueKind;

bool is_word(std::string_view name) {
  return !name.empty() && (name.front() < '0' || name.front() > '9') && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// What an expression is made of.
struct Parts {
  std::vector<const Expression*> expressions;
  std::vector<const Filter*> filters;
  const Query* query = nullptr;

  void add(const std::vector<Expression>& several) {
    for (const Expression& one : several) expressions.push_back(&one);
  }

  void operator()(const PathTerm&) {}
  void operator()(const ValueTerm&) {}
  void operator()(const ArithmeticTerm& term) { expressions = {&term.left, &term.right}; }
  void operator()(const FunctionTerm& term) { add(term.parts); }
  void operator()(const CallTerm& term) { add(term.parts); }
  void operator()(const CastTerm& term) { expressions = {&term.part}; }
  void operator()(const TypedTerm& term) { expressions = {&term.part}; }
  void operator()(const AggregateTerm& term) {
    expressions = {&term.part};
    if (term.filter) filters = {&*term.filter};
  }
  void operator()(const WindowTerm& term) {
    expressions = {&term.part};
    add(term.partition);
    for (const OrderTerm& one : term.order) expressions.push_back(&one.expression);
  }
  void operator()(const ChoiceTerm& term) {
    for (const auto& [filter, result] : term.cases) {
      filters.push_back(&filter);
      expressions.push_back(&result);
    }
    expressions.push_back(&term.otherwise);
  }
  void operator()(const TestTerm& term) { filters = {&term.filter}; }
  void operator()(const ComparisonTerm& term) {
    expressions = {&term.left};
    if (term.right.is_expression()) expressions.push_back(&term.right.expression());
    if (term.right.is_query()) query = &term.right.query();
  }
  void operator()(const SubqueryTerm& term) { query = &term.query; }
  void operator()(const ExistsTerm& term) { query = &term.query; }
};

Parts parts_of(const Expression& expression) {
  Parts parts;
  std::visit(parts, expression.node().term);
  return parts;
}

template <class Term>
const Term* find(const Expression& expression) {
  return std::get_if<Term>(&expression.node().term);
}

bool stands_before_over(const Expression& expression) {
  if (const auto* function = find<FunctionTerm>(expression)) return is_for_windows(*function);
  if (const auto* typed = find<TypedTerm>(expression)) return stands_before_over(typed->part);
  return find<AggregateTerm>(expression) != nullptr || find<CallTerm>(expression) != nullptr;
}

}  // namespace

template <class Term>
Expression Expression::of(Term term) {
  return Expression(std::make_shared<const Node>(Node{std::move(term)}));
}

Expression Expression::path(std::string path) {
  return of(PathTerm{std::move(path)});
}

Expression Expression::outer_path(std::string path) {
  return of(PathTerm{.path = std::move(path), .is_outer = true});
}

Expression Expression::value(Value value) {
  return of(ValueTerm{std::move(value)});
}

Expression Expression::arithmetic(Expression left, std::string sign, Expression right) {
  return of(ArithmeticTerm{std::move(left), std::move(sign), std::move(right)});
}

Expression Expression::function(std::string name, std::vector<Expression> parts) {
  return of(function_term(name, std::move(parts)));
}

Expression Expression::call(std::string name, std::vector<Expression> parts) {
  if (!is_word(name))
    throw Error{ErrorCode::invalid_value, "This is no name of a function of a database"}.with("name", name);
  return of(CallTerm{std::move(name), std::move(parts)});
}

Expression Expression::cast(Expression part, ValueKind kind) {
  return of(CastTerm{std::move(part), kind});
}

Expression Expression::typed_as(Expression part, ValueKind kind) {
  return of(TypedTerm{std::move(part), kind});
}

Expression Expression::aggregate(std::string name, Expression of_what, bool is_distinct) {
  return of(AggregateTerm{std::move(name), std::move(of_what), is_distinct, std::nullopt});
}

Expression Expression::aggregate(std::string name, Expression of_what, bool is_distinct, Filter filter) {
  return of(AggregateTerm{std::move(name), std::move(of_what), is_distinct, std::move(filter)});
}

Expression Expression::window(Expression of_what, std::vector<Expression> partition,
                              std::vector<OrderTerm> order, std::optional<WindowFrame> frame) {
  if (!stands_before_over(of_what)) {
    throw Error{ErrorCode::invalid_value,
                "Expression '" + of_what.name() + "' isn't compatible with OVER clauses."};
  }
  if (frame && frame->start && frame->end && *frame->start > *frame->end)
    throw Error{ErrorCode::invalid_value, "start cannot be greater than end."};
  return of(WindowTerm{std::move(of_what), std::move(partition), std::move(order), frame});
}

Expression Expression::choice(std::vector<std::pair<Filter, Expression>> cases, Expression otherwise) {
  return of(ChoiceTerm{std::move(cases), std::move(otherwise)});
}

Expression Expression::test(Filter filter) {
  return of(TestTerm{std::move(filter)});
}

Expression Expression::comparison(Expression left, std::string lookup, Operand right) {
  return of(ComparisonTerm{std::move(left), std::move(lookup), std::move(right)});
}

Expression Expression::subquery(Query query) {
  return of(SubqueryTerm{std::move(query)});
}

Expression Expression::exists(Query query) {
  return of(ExistsTerm{std::move(query)});
}

Expression Expression::no_rows(Query query) {
  return of(ExistsTerm{.query = std::move(query), .is_wanted = false});
}

Expression Expression::negated() const {
  if (const auto* rows = find<ExistsTerm>(*this)) return of(ExistsTerm{rows->query, !rows->is_wanted});
  return test(Filter::negation(Filter::holds(*this)));
}

const std::string* Expression::as_path() const {
  const auto* term = find<PathTerm>(*this);
  return term == nullptr || term->is_outer ? nullptr : &term->path;
}

const Value* Expression::as_value() const {
  const auto* term = find<ValueTerm>(*this);
  return term == nullptr ? nullptr : &term->value;
}

const Query* Expression::as_subquery() const {
  const auto* term = find<SubqueryTerm>(*this);
  return term == nullptr ? nullptr : &term->query;
}

bool Expression::is_aggregate() const {
  if (find<AggregateTerm>(*this) != nullptr) return true;
  // A window counts the rows that there are, it does not join them to one.
  if (find<WindowTerm>(*this) != nullptr) return false;
  return std::ranges::any_of(parts_of(*this).expressions, &Expression::is_aggregate);
}

bool Expression::has_window() const {
  return find<WindowTerm>(*this) != nullptr ||
         std::ranges::any_of(parts_of(*this).expressions, &Expression::has_window);
}

bool Expression::has_filters() const {
  const Parts parts = parts_of(*this);
  return !parts.filters.empty() || std::ranges::any_of(parts.expressions, &Expression::has_filters);
}

void Expression::collect_paths(std::vector<std::string>& paths) const {
  if (const std::string* path = as_path(); path != nullptr && *path != "*") paths.push_back(*path);
  const Parts parts = parts_of(*this);
  for (const Expression* part : parts.expressions) part->collect_paths(paths);
  for (const Filter* filter : parts.filters) filter->collect_paths(paths);
}

bool Expression::mentions_outer() const {
  if (const auto* path = find<PathTerm>(*this)) return path->is_outer;
  const Parts parts = parts_of(*this);
  if (parts.query != nullptr && parts.query->mentions_outer()) return true;
  return std::ranges::any_of(parts.expressions, &Expression::mentions_outer) ||
         std::ranges::any_of(parts.filters, &Filter::mentions_outer);
}

std::string Expression::name() const {
  if (const auto* path = find<PathTerm>(*this)) return path->path;
  if (const auto* arithmetic = find<ArithmeticTerm>(*this)) return arithmetic->sign;
  if (const auto* function = find<FunctionTerm>(*this)) return function->name;
  if (const auto* call = find<CallTerm>(*this)) return call->name;
  if (const auto* aggregate = find<AggregateTerm>(*this))
    return std::string(aggregate_title(aggregate->name));
  return "";
}

std::string Expression::default_name() const {
  const auto* aggregate = find<AggregateTerm>(*this);
  const std::string* of = aggregate == nullptr ? nullptr : aggregate->part.as_path();
  return of == nullptr ? "" : *of + "__" + ascii_lower(aggregate_title(aggregate->name));
}

}  // namespace lamin::query
