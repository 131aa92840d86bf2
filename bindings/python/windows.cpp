// Window, Cast, functions of the database: what is written around other expressions.
#include <nanobind/stl/string.h>

#include "errors.hpp"
#include "expression_parts.hpp"
#include "expressions.hpp"
#include "query/functions.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using query::Expression;
using query::WindowFrame;

/// A name, an expression, a list of them, or Django's list of them.
std::vector<nb::object> several(nb::handle objects) {
  std::vector<nb::object> result;
  if (objects.is_none()) return result;
  nb::object list = nb::borrow(objects);
  if (class_name_of(objects).ends_with("ExpressionList") || class_name_of(objects) == "OrderByList")
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

std::optional<std::int64_t> bound_of(nb::handle frame, const char* name) {
  nb::object bound = frame.attr(name);
  bound = nb::getattr(bound, "value", bound);
  if (bound.is_none()) return std::nullopt;
  if (PyLong_Check(bound.ptr())) return nb::cast<std::int64_t>(bound);
  throw Error(ErrorCode::invalid_value, std::string(name) +
                                            " argument must be an integer, zero, or None, but got '" +
                                            std::string(text_of(nb::str(bound))) + "'.");
}

WindowFrame::Exclusion exclusion_of(nb::handle exclusion) {
  const std::string name = exclusion.is_none() ? "" : std::string(text_of(nb::str(exclusion.attr("name"))));
  if (name == "CURRENT_ROW") return WindowFrame::Exclusion::current_row;
  if (name == "GROUP") return WindowFrame::Exclusion::group;
  return name == "TIES" ? WindowFrame::Exclusion::ties : WindowFrame::Exclusion::nothing;
}

/// `RowRange(start=-1, end=0)`, ours or Django's.
std::optional<WindowFrame> frame_of(nb::handle frame) {
  if (frame.is_none()) return std::nullopt;
  return WindowFrame{
      .unit = class_name_of(frame) == "ValueRange" ? WindowFrame::Unit::range : WindowFrame::Unit::rows,
      .start = bound_of(frame, "start"),
      .end = bound_of(frame, "end"),
      .exclusion = exclusion_of(nb::getattr(frame, "exclusion", nb::none()))};
}

query::OrderTerm order_term_of(nb::handle object) {
  if (auto term = find_order_term(object)) return *std::move(term);
  std::string path(text_of(object));
  const bool is_descending = path.starts_with('-');
  return {Expression::path(path.substr(is_descending ? 1 : 0)), is_descending};
}

}  // namespace

Expression call_function(std::vector<Expression> parts, nb::handle function, std::string_view form,
                         std::string_view separator, nb::handle field) {
  if (separator != ", ")
    throw Error(ErrorCode::unsupported, "Func(arg_joiner=...) is not there")
        .hint(
            "What stands between values is written with expressions: Concat(...), F(\"size\") + F(\"id\").");
  const std::string named = function.is_none() ? "" : std::string(text_of(function));
  return with_type(Expression::call(query::function_in_template(form, named), std::move(parts)), field);
}

Expression window_of(nb::handle of, nb::handle partition, nb::handle order, nb::handle frame) {
  std::vector<Expression> partitions;
  for (const nb::object& one : several(partition)) partitions.push_back(argument_of(one));
  std::vector<query::OrderTerm> orders;
  for (const nb::object& one : several(order)) orders.push_back(order_term_of(one));
  return Expression::window(expression_of(of), std::move(partitions), std::move(orders), frame_of(frame));
}

void bind_windows(nb::module_& module) {
  module.def(
      "call_function",
      [](nb::handle parts, nb::handle function, std::string_view form, std::string_view separator,
         nb::handle field) { return call_function(arguments_of(parts), function, form, separator, field); },
      nb::arg("parts"), nb::arg("function").none(), nb::arg("template"), nb::arg("arg_joiner"),
      nb::arg("output_field").none());
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
        return with_type(window_of(of, partition, order, frame), field);
      },
      nb::arg("expression"), nb::arg("partition_by") = nb::none(), nb::arg("order_by") = nb::none(),
      nb::arg("frame") = nb::none(), nb::arg("output_field") = nb::none());
}

}  // namespace lamin::python
