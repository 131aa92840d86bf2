// Expressions as SQL.
#include <cstdlib>
#include <utility>

#include "base/error.hpp"
#include "query/aggregates.hpp"
#include "query/arithmetic.hpp"
#include "query/functions.hpp"
#include "query/lookups.hpp"
#include "query/scope.hpp"
#include "query/stand_in_fields.hpp"
#include "query/terms.hpp"
#include "query/where.hpp"

namespace lamin::query {
namespace {

using schema::Field;
using schema::ValueKind;

std::string bound_of(std::optional<std::int64_t> distance, std::string_view unbounded) {
  if (!distance) return std::string(unbounded);
  if (*distance == 0) return "CURRENT ROW";
  return std::to_string(std::abs(*distance)) + (*distance < 0 ? " PRECEDING" : " FOLLOWING");
}

std::string frame_of(const WindowFrame& frame) {
  const std::string text = std::string(frame.unit == WindowFrame::Unit::rows ? "ROWS" : "RANGE") +
                           " BETWEEN " + bound_of(frame.start, "UNBOUNDED PRECEDING") + " AND " +
                           bound_of(frame.end, "UNBOUNDED FOLLOWING");
  switch (frame.exclusion) {
    case WindowFrame::Exclusion::current_row:
      return text + " EXCLUDE CURRENT ROW";
    case WindowFrame::Exclusion::group:
      return text + " EXCLUDE GROUP";
    case WindowFrame::Exclusion::ties:
      return text + " EXCLUDE TIES";
    case WindowFrame::Exclusion::nothing:
      break;
  }
  return text;
}

class Computation {
 public:
  Computation(Scope& scope, int group) : scope_(scope), group_(group) {}

  Computed make(const Expression& expression) {
    const Seen around = std::exchange(seen_, {});
    Computed made = std::visit(*this, expression.node().term);
    made.is_aggregate = made.is_aggregate || (seen_.aggregate && !made.is_window);
    made.is_window = made.is_window || seen_.window;
    seen_ = {around.aggregate || made.is_aggregate, around.window || made.is_window};
    return made;
  }

  Computed operator()(const PathTerm& term) {
    if (!term.is_outer) return path(term.path);
    if (scope_.outer == nullptr) {
      throw Error{ErrorCode::invalid_value,
                  "This queryset contains a reference to an outer query and may only be used in a subquery."};
    }
    return Computation(*scope_.outer, Joins::any_group).path(term.path);
  }

  Computed operator()(const ValueTerm& term) {
    const Field& field = field_for(term.value);
    const sql::Dialect& dialect = scope_.parameters.dialect();
    const std::string placeholder = scope_.parameters.add(dialect.to_database(field, term.value));
    if (!dialect.types_parameters() || term.value.is_null()) return {placeholder, &field};
    return {"CAST(" + placeholder + " AS " + dialect.column_type(field, nullptr) + ")", &field};
  }

  Computed operator()(const ArithmeticTerm& term) {
    const Computed left = make(term.left);
    const Computed right = make(term.right);
    return arithmetic(left, term.sign, right, scope_.parameters.dialect());
  }

  Computed operator()(const FunctionTerm& term) {
    const std::size_t values = term.parts.size() - (takes_word(term) ? 1 : 0);
    std::vector<Computed> arguments;
    for (std::size_t i = 0; i < values; ++i) arguments.push_back(argument(term.parts[i]));
    if (takes_word(term)) arguments.push_back(word(term.parts.back()));
    return call_function(term, arguments, scope_.parameters.dialect());
  }

  Computed operator()(const CallTerm& term) {
    const std::vector<Computed> arguments = arguments_of(term.parts);
    return {term.name + "(" + listed(arguments) + ")",
            arguments.empty() ? &field_of_kind(ValueKind::text) : arguments.front().field};
  }

  Computed operator()(const CastTerm& term) {
    const Computed part = argument(term.part);
    return {cast_text(part, term.kind), &field_of_kind(term.kind)};
  }

  Computed operator()(const TypedTerm& term) { return {argument(term.part).sql, &field_of_kind(term.kind)}; }

  Computed operator()(const AggregateTerm& term) {
    const std::string* of = term.part.as_path();
    const bool counts_rows = of != nullptr && *of == "*";
    const Computed part = counts_rows ? Computed{"*", nullptr} : make(term.part);
    if (part.is_aggregate) {
      const std::string name = term.part.name();
      throw Error{ErrorCode::unknown_field, "Cannot compute " + std::string(aggregate_title(term.name)) +
                                                "('" + name + "'): '" + name + "' is an aggregate"};
    }
    Computed made = aggregate_of(term.name, part, term.is_distinct);
    if (term.filter) made.sql += " FILTER (WHERE " + condition(*term.filter) + ")";
    return made;
  }

  Computed operator()(const WindowTerm& term) {
    const Computed of = argument(term.part);
    std::string clauses;
    const auto add = [&](std::string_view name, const std::string& what) {
      if (!what.empty()) clauses += (clauses.empty() ? "" : " ") + std::string(name) + what;
    };
    add("PARTITION BY ", listed(arguments_of(term.partition)));
    add("ORDER BY ", order_of(term.order));
    if (term.frame) add("", frame_of(*term.frame));
    return {.sql = of.sql + " OVER (" + clauses + ")", .field = of.field, .is_window = true};
  }

  Computed operator()(const ChoiceTerm& term) {
    std::string sql = "CASE";
    const Field* field = nullptr;
    for (const auto& [filter, expression] : term.cases) {
      const Computed result = make(expression);
      if (field == nullptr) field = result.field;
      sql += " WHEN " + condition(filter) + " THEN " + result.sql;
    }
    const Computed otherwise = make(term.otherwise);
    return {sql + " ELSE " + otherwise.sql + " END", field == nullptr ? otherwise.field : field};
  }

  Computed operator()(const TestTerm& term) { return truth("(" + condition(term.filter) + ")"); }

  Computed operator()(const ComparisonTerm& term) {
    const Computed left = make(term.left);
    return truth("(" + Where(scope_).compare(left, term.lookup, term.right, group_) + ")");
  }

  Computed operator()(const SubqueryTerm& term) {
    Computed selected = compile_subselect(term.query, term.query.selected_path(), scope_);
    return {"(" + selected.sql + ")", selected.field};
  }

  Computed operator()(const ExistsTerm& term) {
    const std::string sql = "EXISTS (" + compile_subexists(term.query, scope_) + ")";
    return truth(term.is_wanted ? sql : "NOT " + sql);
  }

 private:
  static Computed truth(std::string sql) { return {std::move(sql), &field_of_kind(ValueKind::boolean)}; }

  Computed path(const std::string& text) {
    if (const auto [known, rest] = find_computed(scope_, text); known != nullptr) {
      if (rest.empty()) return *known;
      const Path path = parse_computed(*known->field, rest, false, scope_.registry, scope_.catalog);
      return {value_expression(path, known->sql, scope_.parameters), &field_at_end(path), known->is_aggregate,
              known->is_window};
    }
    const Path path = parse_value(scope_.registry, text, scope_.catalog);
    const std::string column = scope_.joins.column(path, group_);
    return {value_expression(path, column, scope_.parameters), &field_at_end(path)};
  }

  // Whole numbers are written out: to functions of Postgres a parameter is a bigint, and few of them take
  // one.
  Computed argument(const Expression& part) {
    const Value* constant = part.as_value();
    if (constant == nullptr || !constant->is<std::int64_t>()) return make(part);
    return {std::to_string(constant->integer()), &field_of_kind(ValueKind::whole_number)};
  }

  static Computed word(const Expression& part) {
    const Value* constant = part.as_value();
    if (constant != nullptr && constant->is<std::string>()) return {constant->as<std::string>(), nullptr};
    throw Error{ErrorCode::invalid_type, "The kind of a part of a time is a text: \"month\""};
  }

  std::vector<Computed> arguments_of(const std::vector<Expression>& parts) {
    std::vector<Computed> arguments;
    for (const Expression& part : parts) arguments.push_back(argument(part));
    return arguments;
  }

  std::string order_of(const std::vector<OrderTerm>& terms) {
    std::string order;
    for (const OrderTerm& term : terms) {
      order += (order.empty() ? "" : ", ") + argument(term.expression).sql;
      if (term.is_descending) order += " DESC";
      if (term.nulls_first) order += *term.nulls_first ? " NULLS FIRST" : " NULLS LAST";
    }
    return order;
  }

  std::string cast_text(const Computed& part, ValueKind kind) {
    const sql::Dialect& dialect = scope_.parameters.dialect();
    if (kind == ValueKind::date) return dialect.date_part(part.sql, "date");
    if (kind == ValueKind::timestamp) return part.sql;
    // Postgres makes no other number of a truth.
    const bool is_truth = schema::value_kind(part.field->type) == ValueKind::boolean;
    const bool is_number = kind == ValueKind::whole_number || kind == ValueKind::real;
    const std::string sql = is_truth && is_number ? "CAST(" + part.sql + " AS integer)" : part.sql;
    return "CAST(" + sql + " AS " + dialect.column_type(field_of_kind(kind), nullptr) + ")";
  }

  std::string condition(const Filter& filter) { return Where(scope_).condition_of(filter, group_); }

  /// What the parts of the expression at hand were.
  struct Seen {
    bool aggregate = false;
    bool window = false;
  };

  Scope& scope_;
  int group_;
  Seen seen_;
};

}  // namespace

ComputedPath find_computed(const Scope& scope, std::string_view path) {
  if (const Computed* whole = scope.find(path)) return {whole, ""};
  for (std::size_t end = path.rfind("__"); end != std::string_view::npos && end > 0;
       end = path.rfind("__", end - 1)) {
    if (const Computed* found = scope.find(path.substr(0, end))) return {found, path.substr(end + 2)};
  }
  return {};
}

Computed compute(Scope& scope, const Expression& expression, int group) {
  return Computation(scope, group).make(expression);
}

}  // namespace lamin::query
