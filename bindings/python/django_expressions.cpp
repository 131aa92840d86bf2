// Expressions of Django, understood by the attributes that its classes have.
#include <nanobind/stl/string.h>

#include "errors.hpp"
#include "expression_parts.hpp"
#include "expressions.hpp"
#include "query_set.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using query::Expression;

/// What was given as `output_field`, not what Django makes of it.
nb::object given_field(nb::handle object) {
  return nb::getattr(object, "__dict__", nb::dict()).attr("get")("output_field");
}

std::string text_at(nb::handle object, const char* name) {
  return std::string(text_of(nb::str(object.attr(name))));
}

/// Django writes per cent signs doubled.
Expression combined_of(nb::handle object) {
  const std::string sign = text_at(object, "connector");
  return Expression::arithmetic(expression_of(object.attr("lhs")), sign == "%%" ? "%" : sign,
                                expression_of(object.attr("rhs")));
}

Expression case_of(nb::handle object) {
  std::vector<std::pair<query::Filter, Expression>> cases;
  for (nb::handle one : object.attr("cases"))
    cases.emplace_back(filter_of_q(one.attr("condition")), expression_of(one.attr("result")));
  return Expression::choice(std::move(cases), expression_of(object.attr("default")));
}

bool is_sample(nb::handle object) {
  nb::object function = nb::getattr(object, "function", nb::none());
  return PyUnicode_Check(function.ptr()) && text_of(function).ends_with("_SAMP");
}

/// What is a word between two values, or has names of its own.
std::optional<Expression> special_of(const std::string& name, nb::handle object) {
  if (name == "Sliced") {
    std::vector<Expression> parts{expression_of(object.attr("obj")), expression_of(object.attr("start"))};
    if (nb::object length = object.attr("length"); !length.is_none()) parts.push_back(expression_of(length));
    return Expression::function("Substr", std::move(parts));
  }
  if (name == "F") return Expression::path(text_at(object, "name"));
  if (name == "OuterRef") return Expression::outer_path(text_at(object, "name"));
  if (name == "Value") return expression_of(object.attr("value"));
  if (name == "Star") return Expression::path("*");
  if (name == "CombinedExpression" || name.ends_with("TemporalExpression") || name == "DurationExpression" ||
      name == "TemporalSubtraction")
    return combined_of(object);
  if (name == "Exists") return Expression::exists(query_set_behind(object.attr("query")).as_operand());
  if (name == "Subquery") return Expression::subquery(query_set_behind(object.attr("query")).as_operand());
  if (name == "NegatedExpression") {
    if (const auto inner = find_expression(object.attr("expression"))) return inner->negated();
  }
  if (name == "Case") return case_of(object);
  if (name == "Q" || nb::hasattr(object, "lookup_name")) {
    if (!name.starts_with("Extract") && !name.starts_with("Trunc") && !nb::hasattr(object, "arity"))
      return Expression::test(filter_of_q(object));
  }
  if (is_aggregate_name(name)) {
    return aggregate_of(name, is_sample(object), object.attr("source_expressions")[0],
                        nb::cast<bool>(object.attr("distinct")), object.attr("filter"),
                        nb::getattr(object, "default", nb::none()));
  }
  if (name == "Window") {
    return window_of(object.attr("source_expression"), object.attr("partition_by"), object.attr("order_by"),
                     object.attr("frame"));
  }
  if (name == "ExpressionWrapper")
    return with_type(expression_of(object.attr("expression")), object.attr("output_field"));
  return std::nullopt;
}

/// `Func(..., function="HEX")` is called by its name.
Expression func_of(nb::handle object, std::vector<Expression> parts) {
  nb::object extra = nb::getattr(object, "extra", nb::dict());
  const auto given = [&](const char* name) {
    nb::object found = extra.attr("get")(name);
    return found.is_none() ? nb::getattr(object, name, nb::none()) : found;
  };
  return call_function(std::move(parts), given("function"), text_of(given("template")),
                       text_of(given("arg_joiner")), given_field(object));
}

}  // namespace

void refuse_filtered_relation() {
  throw Error(ErrorCode::unsupported, "FilteredRelation is not there")
      .hint(
          "Related records under a condition are counted by Count(\"ulabels\", filter=Q(ulabels__name=...)), "
          "and "
          "asked for by Exists and Subquery.");
}

std::optional<Expression> expression_of_django(nb::handle object) {
  if (!nb::hasattr(object, "resolve_expression") || nb::isinstance<QuerySet>(object)) return std::nullopt;
  const std::string name = class_name_of(object);
  if (name == "FilteredRelation") refuse_filtered_relation();
  if (auto special = special_of(name, object)) return special;
  std::vector<Expression> parts = arguments_of(object.attr("get_source_expressions")());
  if (name == "Cast") return Expression::cast(parts.front(), kind_of_field(object.attr("output_field")));
  if (name == "Func") return func_of(object, std::move(parts));
  // Django makes pairs of pairs.
  if (name == "Concat" && parts.size() == 1) return parts.front();
  if (name == "Trunc") parts.push_back(Expression::value(text_at(object, "kind")));
  if (name == "Extract") parts.push_back(Expression::value(text_at(object, "lookup_name")));
  if (name.starts_with("Extract") || name.starts_with("Trunc"))
    return part_of_time(name, std::move(parts), given_field(object),
                        nb::getattr(object, "tzinfo", nb::none()));
  if (name == "Collate") parts.push_back(Expression::value(text_at(object, "collation")));
  return with_type(Expression::function(name, std::move(parts)), given_field(object));
}

}  // namespace lamin::python
