#include "expressions.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "base/text.hpp"
#include "errors.hpp"
#include "expression_parts.hpp"
#include "query_set.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using query::Expression;

/// `When(size__gt=3, then=Value("big"))`.
struct When {
  query::Filter filter;
  Expression result;
};

constexpr const char* aggregate_names[] = {"Count", "Sum", "Avg", "Min", "Max", "StdDev", "Variance"};

Expression arithmetic(nb::handle left, const char* sign, nb::handle right) {
  return Expression::arithmetic(expression_of(left), sign, expression_of(right));
}

nb::object as_order(const Expression& self, bool descending, bool nulls_first, bool nulls_last) {
  if (nulls_first && nulls_last)
    throw Error(ErrorCode::invalid_value, "nulls_first and nulls_last are mutually exclusive");
  query::OrderTerm term{self, descending};
  if (nulls_first || nulls_last) term.nulls_first = nulls_first;
  return nb::cast(std::move(term));
}

template <class Class>
void bind_arithmetic(Class& expression) {
#define LAMIN_ARITHMETIC(name, sign)                                                                 \
  expression.def("__" name "__", [](nb::handle a, nb::handle b) { return arithmetic(a, sign, b); }); \
  expression.def("__r" name "__", [](nb::handle a, nb::handle b) { return arithmetic(b, sign, a); });
  LAMIN_ARITHMETIC("add", "+")
  LAMIN_ARITHMETIC("sub", "-")
  LAMIN_ARITHMETIC("mul", "*")
  LAMIN_ARITHMETIC("truediv", "/")
  LAMIN_ARITHMETIC("mod", "%")
#undef LAMIN_ARITHMETIC
  // Python asks with a third argument, for pow(a, b, modulus).
  expression.def(
      "__pow__", [](nb::handle a, nb::handle b, nb::handle) { return arithmetic(a, "^", b); }, nb::arg(),
      nb::arg("modulus") = nb::none());
  expression.def(
      "__rpow__", [](nb::handle a, nb::handle b, nb::handle) { return arithmetic(b, "^", a); }, nb::arg(),
      nb::arg("modulus") = nb::none());
  for (const auto& [name, sign] :
       {std::pair{"bitand", "&"}, std::pair{"bitor", "|"}, std::pair{"bitxor", "#"},
        std::pair{"bitleftshift", "<<"}, std::pair{"bitrightshift", ">>"}})
    expression.def(name, [sign](nb::handle a, nb::handle b) { return arithmetic(a, sign, b); });
  expression.def("__neg__", [](nb::handle a) { return arithmetic(a, "*", nb::int_(-1)); });
}

nb::object option(const nb::kwargs& options, const char* name) {
  return options.contains(name) ? nb::object(options[name]) : nb::none();
}

void bind_aggregate(nb::module_& module, const char* name) {
  module.def(
      name,
      [name = std::string(name)](nb::handle what, bool distinct, nb::handle filter, nb::handle fallback,
                                 bool sample, nb::handle field) {
        return with_type(aggregate_of(name, sample, what, distinct, filter, fallback), field);
      },
      nb::arg("expression"), nb::arg("distinct") = false, nb::arg("filter") = nb::none(),
      nb::arg("default") = nb::none(), nb::arg("sample") = false, nb::arg("output_field") = nb::none());
}

void bind_choices(nb::module_& module) {
  nb::class_<When>(module, "When", "A case of `Case`.")
      .def("__init__", [](When* self, const nb::args& queries, nb::kwargs conditions) {
        nb::object then = conditions.attr("pop")("then");
        new (self) When{filter_of(queries, conditions), expression_of(then)};
      });
  module.def("Case", [](const nb::args& cases, const nb::kwargs& options) {
    std::vector<std::pair<query::Filter, Expression>> parts;
    for (nb::handle one : cases) {
      const When& when = nb::cast<const When&>(one);
      parts.emplace_back(when.filter, when.result);
    }
    return with_type(Expression::choice(std::move(parts), expression_of(option(options, "default"))),
                     option(options, "output_field"));
  });
}

void bind_queries(nb::module_& module) {
  module.def("Exists", [](nb::handle inner, const nb::kwargs&) {
    return Expression::exists(query_set_behind(inner).as_operand());
  });
  module.def(
      "Subquery",
      [](nb::handle inner, nb::handle field) {
        return with_type(Expression::subquery(query_set_behind(inner).as_operand()), field);
      },
      nb::arg("queryset"), nb::arg("output_field") = nb::none());
}

/// `F("name")[1:3]`: letters of a text, counted from 0.
Expression sliced(const Expression& self, nb::handle at) {
  const auto number = [](nb::handle bound, std::int64_t otherwise) {
    const auto value = bound.is_none() ? otherwise : nb::cast<std::int64_t>(bound);
    if (value < 0) throw Error(ErrorCode::invalid_value, "Negative indexing is not supported.");
    return value;
  };
  const auto letters = [&](std::int64_t start, std::optional<std::int64_t> count) {
    std::vector<Expression> parts{self, Expression::value(Value(start + 1))};
    if (count) parts.push_back(Expression::value(Value(*count)));
    return Expression::function("Substr", std::move(parts));
  };
  if (PyLong_Check(at.ptr())) return letters(number(at, 0), 1);
  if (!PySlice_Check(at.ptr()))
    throw Error(ErrorCode::invalid_type, "Argument to slice must be either int or slice instance.");
  if (!at.attr("step").is_none()) throw Error(ErrorCode::invalid_value, "Step argument is not supported.");
  const std::int64_t start = number(at.attr("start"), 0);
  if (at.attr("stop").is_none()) return letters(start, std::nullopt);
  const std::int64_t stop = number(at.attr("stop"), 0);
  if (start > stop) throw Error(ErrorCode::invalid_value, "Slice stop must be greater than slice start.");
  return letters(start, stop - start);
}

void bind_orders(nb::class_<Expression>& expression) {
  expression
      .def(
          "asc",
          [](const Expression& self, nb::handle first, nb::handle last) {
            return as_order(self, false, nb::cast<bool>(nb::bool_(first)), nb::cast<bool>(nb::bool_(last)));
          },
          nb::arg("nulls_first") = nb::none(), nb::arg("nulls_last") = nb::none())
      .def(
          "desc",
          [](const Expression& self, nb::handle first, nb::handle last) {
            return as_order(self, true, nb::cast<bool>(nb::bool_(first)), nb::cast<bool>(nb::bool_(last)));
          },
          nb::arg("nulls_first") = nb::none(), nb::arg("nulls_last") = nb::none());
}

}  // namespace

std::string class_name_of(nb::handle object) {
  nb::handle type(reinterpret_cast<PyObject*>(Py_TYPE(object.ptr())));
  return std::string(text_of(type.attr("__name__")));
}

const QuerySet& query_set_behind(nb::handle object) {
  if (nb::isinstance<QuerySet>(object)) return nb::cast<const QuerySet&>(object);
  nb::object inner = nb::getattr(object, "query_set", nb::none());
  if (nb::isinstance<QuerySet>(inner)) return nb::cast<const QuerySet&>(inner);
  throw Error(ErrorCode::invalid_type, "This needs a query set, not " + class_name_of(object));
}

std::vector<Expression> arguments_of(nb::handle objects) {
  std::vector<Expression> parts;
  for (nb::handle object : objects) parts.push_back(argument_of(object));
  return parts;
}

bool is_aggregate_name(const std::string& name) {
  return std::ranges::find(aggregate_names, name) != std::end(aggregate_names);
}

Expression aggregate_of(const std::string& name, bool is_sample, nb::handle what, bool is_distinct,
                        nb::handle filter, nb::handle fallback) {
  const std::string known = ascii_lower(name) + (is_sample ? "_sample" : "");
  Expression of = argument_of(what);
  Expression made = filter.is_none()
                        ? Expression::aggregate(known, std::move(of), is_distinct)
                        : Expression::aggregate(known, std::move(of), is_distinct, filter_of_q(filter));
  if (fallback.is_none()) return made;
  return Expression::function("Coalesce", {std::move(made), expression_of(fallback)});
}

schema::ValueKind kind_of_field(nb::handle field) {
  nb::object kind = nb::getattr(field, "kind", nb::none());
  if (!kind.is_none()) return schema::value_kind_of_class(text_of(kind));
  const bool is_class = PyType_Check(field.ptr()) != 0;
  return schema::value_kind_of_class(is_class ? std::string(text_of(field.attr("__name__")))
                                              : class_name_of(field));
}

Expression with_type(Expression expression, nb::handle field) {
  return field.is_none() ? expression : Expression::typed_as(std::move(expression), kind_of_field(field));
}

Expression part_of_time(const std::string& name, std::vector<Expression> parts, nb::handle field,
                        nb::handle time_zone) {
  if (const std::string zone(text_of(nb::str(time_zone))); !time_zone.is_none() && zone != "UTC")
    throw Error(ErrorCode::unsupported, "Parts of times are those of UTC, not of " + zone)
        .hint("Ask for the times, and take them apart with pandas or datetime.");
  const bool is_day =
      name.starts_with("Trunc") && !field.is_none() && kind_of_field(field) == schema::ValueKind::date;
  Expression made = Expression::function(name, std::move(parts));
  return is_day ? Expression::cast(std::move(made), schema::ValueKind::date) : made;
}

std::optional<Expression> find_expression(nb::handle object) {
  if (nb::isinstance<Expression>(object)) return nb::cast<const Expression&>(object);
  if (PyUnicode_Check(object.ptr()) || PyLong_Check(object.ptr()) || object.is_none()) return std::nullopt;
  if (class_name_of(object) == "Q" && nb::hasattr(object, "children"))
    return Expression::test(filter_of_q(object));
  return expression_of_django(object);
}

Expression expression_of(nb::handle object) {
  if (auto found = find_expression(object)) return *std::move(found);
  if (nb::isinstance<QuerySet>(object)) return Expression::subquery(query_set_behind(object).as_operand());
  return Expression::value(to_value(object));
}

Expression argument_of(nb::handle object) {
  return PyUnicode_Check(object.ptr()) ? Expression::path(std::string(text_of(object)))
                                       : expression_of(object);
}

std::optional<query::OrderTerm> find_order_term(nb::handle object) {
  if (nb::isinstance<query::OrderTerm>(object)) return nb::cast<const query::OrderTerm&>(object);
  if (PyUnicode_Check(object.ptr())) return std::nullopt;
  if (nb::hasattr(object, "descending") && nb::hasattr(object, "nulls_last")) {
    query::OrderTerm term{expression_of(object.attr("expression")),
                          nb::cast<bool>(object.attr("descending"))};
    if (nb::bool_(object.attr("nulls_first"))) term.nulls_first = true;
    if (nb::bool_(object.attr("nulls_last"))) term.nulls_first = false;
    return term;
  }
  if (auto found = find_expression(object)) return query::OrderTerm{*std::move(found)};
  return std::nullopt;
}

void bind_expressions(nb::module_& module) {
  nb::class_<query::OrderTerm>(module, "OrderBy", "An expression with a direction.")
      .def_ro("descending", &query::OrderTerm::is_descending);
  nb::class_<Expression> expression(module, "Expression", "What a query computes.");
  bind_arithmetic(expression);
  bind_orders(expression);
  expression.def("__invert__", &Expression::negated).def("__getitem__", &sliced);
  module.def("F", [](std::string path) { return Expression::path(std::move(path)); });
  module.def("OuterRef", [](std::string path) { return Expression::outer_path(std::move(path)); });
  module.def(
      "Value",
      [](nb::handle value, nb::handle field) { return with_type(Expression::value(to_value(value)), field); },
      nb::arg("value").none(), nb::arg("output_field") = nb::none());
  bind_queries(module);
  for (const char* name : aggregate_names) bind_aggregate(module, name);
  bind_functions(module);
  bind_windows(module);
  bind_choices(module);
}

}  // namespace lamin::python
