#include "expressions.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "errors.hpp"
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

std::string class_name(nb::handle object) {
  nb::handle type(reinterpret_cast<PyObject*>(Py_TYPE(object.ptr())));
  return std::string(text_of(type.attr("__name__")));
}

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return text;
}

bool is_aggregate_name(const std::string& name) {
  return name == "count" || name == "sum" || name == "avg" || name == "min" || name == "max";
}

/// "ExtractIsoWeekDay" is the part "iso_week_day", "TruncDate" is "date".
std::string part_named(std::string_view name) {
  std::string part;
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper && !part.empty()) part += '_';
    part += static_cast<char>(is_upper ? c + 32 : c);
  }
  return part;
}

const QuerySet& query_set_behind(nb::handle object) {
  if (nb::isinstance<QuerySet>(object)) return nb::cast<const QuerySet&>(object);
  nb::object inner = nb::getattr(object, "query_set", nb::none());
  if (nb::isinstance<QuerySet>(inner)) return nb::cast<const QuerySet&>(inner);
  throw Error(ErrorCode::invalid_type, "This needs a query set, not " + class_name(object));
}

Expression aggregate_of(const std::string& name, nb::handle what, bool is_distinct, nb::handle filter) {
  Expression of = argument_of(what);
  if (filter.is_none()) return Expression::aggregate(name, std::move(of), is_distinct);
  return Expression::aggregate(name, std::move(of), is_distinct, filter_of_q(filter));
}

std::vector<Expression> arguments_of(nb::handle objects) {
  std::vector<Expression> parts;
  for (nb::handle object : objects) parts.push_back(argument_of(object));
  return parts;
}

Expression with_default(Expression expression, nb::handle fallback) {
  if (fallback.is_none()) return expression;
  return Expression::function("coalesce", {std::move(expression), expression_of(fallback)});
}

/// What `output_field=CharField()` says, ours or Django's.
schema::ValueKind kind_of_field(nb::handle field) {
  nb::object kind = nb::getattr(field, "kind", nb::none());
  if (kind.is_none()) {
    const bool is_class = PyType_Check(field.ptr()) != 0;
    return schema::value_kind_of_class(is_class ? std::string(text_of(field.attr("__name__")))
                                                : class_name(field));
  }
  return schema::value_kind_of_class(text_of(kind));
}

Expression with_type(Expression expression, nb::handle field) {
  return field.is_none() ? expression : Expression::typed_as(std::move(expression), kind_of_field(field));
}

/// A name, an expression, a list of them, or Django's list of them.
std::vector<nb::object> several(nb::handle objects) {
  std::vector<nb::object> result;
  if (objects.is_none()) return result;
  nb::object list = nb::borrow(objects);
  if (class_name(objects).ends_with("ExpressionList") || class_name(objects) == "OrderByList")
    list = objects.attr("get_source_expressions")();
  if (!PyList_Check(list.ptr()) && !PyTuple_Check(list.ptr())) {
    result.push_back(list);
    return result;
  }
  for (nb::handle one : list) {
    for (nb::object& inner : several(one)) result.push_back(std::move(inner));
  }
  return result;
}

Expression window_of(nb::handle of, nb::handle partition, nb::handle order) {
  std::vector<Expression> partitions;
  for (const nb::object& one : several(partition)) partitions.push_back(argument_of(one));
  std::vector<query::OrderTerm> orders;
  for (const nb::object& one : several(order)) {
    if (auto term = find_order_term(one)) {
      orders.push_back(*std::move(term));
      continue;
    }
    std::string path(text_of(one));
    const bool is_descending = path.starts_with('-');
    orders.push_back({Expression::path(path.substr(is_descending ? 1 : 0)), is_descending});
  }
  return Expression::window(expression_of(of), std::move(partitions), std::move(orders));
}

/// Functions that are called by the name they have in a database, with the type of what they give.
struct Call {
  std::string_view name;  // Django's
  std::string_view sql;
  std::string_view type;  // "" = that of the first part
};
constexpr Call calls[] = {
    {"RowNumber", "ROW_NUMBER", "IntegerField"},
    {"Rank", "RANK", "IntegerField"},
    {"DenseRank", "DENSE_RANK", "IntegerField"},
    {"PercentRank", "PERCENT_RANK", "FloatField"},
    {"CumeDist", "CUME_DIST", "FloatField"},
    {"Ntile", "NTILE", "IntegerField"},
    {"Lag", "LAG", ""},
    {"Lead", "LEAD", ""},
    {"FirstValue", "FIRST_VALUE", ""},
    {"LastValue", "LAST_VALUE", ""},
    {"NthValue", "NTH_VALUE", ""},
    {"Sign", "SIGN", "IntegerField"},
};

/// `Left("name", 2)` and the like, as functions that every database has.
std::optional<Expression> call_of(std::string_view name, std::vector<Expression> parts) {
  if (name == "Left") {
    parts.insert(parts.begin() + 1, Expression::value(Value(1)));
    return Expression::function("substr", std::move(parts));
  }
  for (const Call& known : calls) {
    if (known.name != name) continue;
    Expression made = Expression::call(std::string(known.sql), std::move(parts));
    return known.type.empty()
               ? made
               : Expression::typed_as(std::move(made), schema::value_kind_of_class(known.type));
  }
  return std::nullopt;
}

/// The same of Django's objects; `Func(..., function="HEX")` is called by its name.
std::optional<Expression> call_of(const std::string& name, nb::handle object, std::vector<Expression> parts) {
  if (name == "Left") parts.erase(parts.begin() + 1, parts.end() - 1);
  if (auto known = call_of(name, parts)) return known;
  if (name != "Func") return std::nullopt;
  nb::object extra = nb::getattr(object, "extra", nb::dict());
  PyObject* given = PyDict_Check(extra.ptr()) ? PyDict_GetItemString(extra.ptr(), "function") : nullptr;
  nb::object function = given != nullptr ? nb::borrow(given) : nb::object(object.attr("function"));
  const std::string sql = function.is_none() ? "" : std::string(text_of(function));
  return with_type(Expression::call(sql, std::move(parts)),
                   nb::getattr(object, "_output_field_or_none", nb::none()));
}

/// An expression of Django, by the attributes that its classes have.
std::optional<Expression> of_django(nb::handle object) {
  if (!nb::hasattr(object, "resolve_expression") || nb::isinstance<QuerySet>(object)) return std::nullopt;
  const std::string name = class_name(object);
  if (name == "F") return Expression::path(std::string(text_of(object.attr("name"))));
  if (name == "OuterRef") return Expression::outer_path(std::string(text_of(object.attr("name"))));
  if (name == "Value") return expression_of(object.attr("value"));
  if (name == "Star") return Expression::path("*");
  if (name == "CombinedExpression") {
    return Expression::arithmetic(expression_of(object.attr("lhs")),
                                  std::string(text_of(nb::str(object.attr("connector")))),
                                  expression_of(object.attr("rhs")));
  }
  if (name == "Exists" || name == "Subquery") {
    const QuerySet& inner = query_set_behind(object.attr("query"));
    return name == "Exists" ? Expression::exists(inner.as_operand())
                            : Expression::subquery(inner.as_operand());
  }
  if (name == "NegatedExpression") {
    if (const auto inner = find_expression(object.attr("expression"))) return inner->negated();
  }
  if (name == "Case") {
    std::vector<std::pair<query::Filter, Expression>> cases;
    for (nb::handle one : object.attr("cases"))
      cases.emplace_back(filter_of_q(one.attr("condition")), expression_of(one.attr("result")));
    return Expression::choice(std::move(cases), expression_of(object.attr("default")));
  }
  if (name == "Q") return Expression::test(filter_of_q(object));
  const std::string lower = lowered(name);
  if (is_aggregate_name(lower)) {
    return with_default(aggregate_of(lower, object.attr("source_expressions")[0],
                                     nb::cast<bool>(object.attr("distinct")), object.attr("filter")),
                        nb::getattr(object, "default", nb::none()));
  }
  if (name == "Window") {
    if (!object.attr("frame").is_none())
      throw Error(ErrorCode::unsupported, "Window(frame=...) is not there");
    return window_of(object.attr("source_expression"), object.attr("partition_by"), object.attr("order_by"));
  }
  if (name == "ExpressionWrapper")
    return with_type(expression_of(object.attr("expression")), object.attr("output_field"));
  std::vector<Expression> parts = arguments_of(object.attr("get_source_expressions")());
  if (name == "Cast") return Expression::cast(parts.front(), kind_of_field(object.attr("output_field")));
  if (auto known = call_of(name, object, parts)) return *std::move(known);
  if (name.starts_with("Extract")) return Expression::function(part_named(name.substr(7)), std::move(parts));
  if (name == "TruncDate" || name == "TruncTime")
    return Expression::function(part_named(name.substr(5)), std::move(parts));
  if (name == "ConcatPair") return Expression::function("concat", std::move(parts));
  return Expression::function(lower, std::move(parts));
}

Expression arithmetic(nb::handle left, const char* sign, nb::handle right) {
  return Expression::arithmetic(expression_of(left), sign, expression_of(right));
}

nb::object as_order(const Expression& self, bool descending, bool nulls_first, bool nulls_last) {
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
  expression.def("__neg__", [](nb::handle a) { return arithmetic(a, "*", nb::int_(-1)); });
}

void bind_aggregate(nb::module_& module, const char* name) {
  const std::string lower = lowered(name);
  module.def(
      name,
      [lower](nb::handle what, bool distinct, nb::handle filter, nb::handle fallback) {
        return with_default(aggregate_of(lower, what, distinct, filter), fallback);
      },
      nb::arg("expression"), nb::arg("distinct") = false, nb::arg("filter") = nb::none(),
      nb::arg("default") = nb::none());
}

void bind_function(nb::module_& module, const char* name, std::string function) {
  module.def(name, [function = std::move(function)](const nb::args& parts, const nb::kwargs&) {
    return Expression::function(function, arguments_of(parts));
  });
}

void bind_functions(nb::module_& module) {
  for (const char* name :
       {"Lower", "Upper", "Length", "Concat", "Coalesce", "Abs", "Round", "Trim", "Replace", "Substr"}) {
    bind_function(module, name, lowered(name));
  }
  bind_function(module, "LTrim", "ltrim");
  bind_function(module, "RTrim", "rtrim");
  bind_function(module, "NullIf", "nullif");
  for (const char* part : {"Year", "Month", "Day", "Hour", "Minute", "Second", "Week", "WeekDay",
                           "IsoWeekDay", "IsoYear", "Quarter"}) {
    bind_function(module, (std::string("Extract") + part).c_str(), part_named(part));
  }
  bind_function(module, "TruncDate", "date");
  bind_function(module, "TruncTime", "time");
}

nb::object option(const nb::kwargs& options, const char* name) {
  return options.contains(name) ? nb::object(options[name]) : nb::none();
}

/// `Func("name", function="HEX", output_field=TextField())`.
Expression func_of(const nb::args& parts, const nb::kwargs& options) {
  for (const char* name : {"template", "arg_joiner", "arity"}) {
    if (options.contains(name))
      throw Error(ErrorCode::unsupported, std::string("Func(") + name + "=...) is not there");
  }
  nb::object function = option(options, "function");
  if (function.is_none()) throw Error(ErrorCode::invalid_type, "Func needs function=\"NAME\"");
  return with_type(Expression::call(std::string(text_of(function)), arguments_of(parts)),
                   option(options, "output_field"));
}

Expression lag_of(std::string_view name, nb::handle what, std::int64_t offset, nb::handle fallback) {
  std::vector<Expression> parts{argument_of(what), Expression::value(Value(offset))};
  if (!fallback.is_none()) parts.push_back(expression_of(fallback));
  return *call_of(name, std::move(parts));
}

void bind_windows(nb::module_& module) {
  module.def("Func", &func_of);
  module.def(
      "Cast",
      [](nb::handle what, nb::handle field) {
        return Expression::cast(argument_of(what), kind_of_field(field));
      },
      nb::arg("expression"), nb::arg("output_field"));
  module.def(
      "ExpressionWrapper",
      [](nb::handle what, nb::handle field) { return with_type(expression_of(what), field); },
      nb::arg("expression"), nb::arg("output_field"));
  module.def(
      "Window",
      [](nb::handle of, nb::handle partition, nb::handle order, nb::handle frame, nb::handle field) {
        if (!frame.is_none()) throw Error(ErrorCode::unsupported, "Window(frame=...) is not there");
        return with_type(window_of(of, partition, order), field);
      },
      nb::arg("expression"), nb::arg("partition_by") = nb::none(), nb::arg("order_by") = nb::none(),
      nb::arg("frame") = nb::none(), nb::arg("output_field") = nb::none());
  for (const Call& known : calls) {
    if (known.name == "Lag" || known.name == "Lead") continue;
    module.def(known.name.data(), [name = known.name](const nb::args& parts, const nb::kwargs&) {
      return *call_of(name, arguments_of(parts));
    });
  }
  module.def("Left", [](const nb::args& parts) { return *call_of("Left", arguments_of(parts)); });
  for (const char* name : {"Lag", "Lead"}) {
    module.def(
        name,
        [name](nb::handle what, std::int64_t offset, nb::handle fallback) {
          return lag_of(name, what, offset, fallback);
        },
        nb::arg("expression"), nb::arg("offset") = 1, nb::arg("default") = nb::none());
  }
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
    nb::object otherwise = options.contains("default") ? nb::object(options["default"]) : nb::none();
    return Expression::choice(std::move(parts), expression_of(otherwise));
  });
}

}  // namespace

std::optional<Expression> find_expression(nb::handle object) {
  if (nb::isinstance<Expression>(object)) return nb::cast<const Expression&>(object);
  if (PyUnicode_Check(object.ptr()) || PyLong_Check(object.ptr()) || object.is_none()) return std::nullopt;
  return of_django(object);
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
  expression
      .def(
          "asc",
          [](const Expression& self, bool first, bool last) { return as_order(self, false, first, last); },
          nb::arg("nulls_first") = false, nb::arg("nulls_last") = false)
      .def(
          "desc",
          [](const Expression& self, bool first, bool last) { return as_order(self, true, first, last); },
          nb::arg("nulls_first") = false, nb::arg("nulls_last") = false)
      .def("__invert__", &Expression::negated);
  module.def("F", [](std::string path) { return Expression::path(std::move(path)); });
  module.def("OuterRef", [](std::string path) { return Expression::outer_path(std::move(path)); });
  module.def(
      "Value", [](nb::handle value, nb::handle) { return Expression::value(to_value(value)); },
      nb::arg("value").none(), nb::arg("output_field") = nb::none());
  module.def("Exists", [](nb::handle inner, const nb::kwargs&) {
    return Expression::exists(query_set_behind(inner).as_operand());
  });
  module.def("Subquery", [](nb::handle inner, const nb::kwargs&) {
    return Expression::subquery(query_set_behind(inner).as_operand());
  });
  for (const char* name : {"Count", "Sum", "Avg", "Min", "Max"}) bind_aggregate(module, name);
  bind_functions(module);
  bind_windows(module);
  bind_choices(module);
}

}  // namespace lamin::python
