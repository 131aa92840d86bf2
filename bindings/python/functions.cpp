// Functions in Python: those of query/functions.hpp by Django's names, with Django's arguments.
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <algorithm>

#include "errors.hpp"
#include "expression_parts.hpp"
#include "expressions.hpp"
#include "query/functions.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using query::Expression;

/// Arguments by their position, then by their names, which people give in the same order.
Expression called(std::string_view name, const nb::args& given, const nb::kwargs& named) {
  std::vector<Expression> parts = arguments_of(given);
  for (auto [key, value] : named) {
    if (text_of(key) != "output_field") parts.push_back(argument_of(value));
  }
  return with_type(Expression::function(std::string(name), std::move(parts)),
                   named.attr("get")("output_field"));
}

/// `TruncMonth("created_at")`, `Extract("created_at", "year")`.
void bind_part_of_time(nb::module_& module, const std::string& name, const char* unit_name) {
  if (unit_name != nullptr) {
    module.def(
        name.c_str(),
        [name](nb::handle what, nb::handle unit, nb::handle field, nb::handle time_zone, const nb::kwargs&) {
          return part_of_time(name, {argument_of(what), Expression::value(text_of(unit))}, field, time_zone);
        },
        nb::arg("expression"), nb::arg(unit_name), nb::arg("output_field") = nb::none(),
        nb::arg("tzinfo") = nb::none(), nb::arg("extra"));
    return;
  }
  module.def(
      name.c_str(),
      [name](nb::handle what, nb::handle field, nb::handle time_zone, const nb::kwargs&) {
        return part_of_time(name, {argument_of(what)}, field, time_zone);
      },
      nb::arg("expression"), nb::arg("output_field") = nb::none(), nb::arg("tzinfo") = nb::none(),
      nb::arg("extra"));
}

}  // namespace

void bind_functions(nb::module_& module) {
  // Those with arguments that are no values are told apart below.
  static constexpr std::string_view special[] = {"Trunc", "Extract", "Collate", "JSONObject", "Lag", "Lead"};
  for (const std::string_view name : query::function_names()) {
    if (std::ranges::find(special, name) != std::end(special)) continue;
    const std::string text(name);
    module.def(text.c_str(),
               [text](const nb::args& given, const nb::kwargs& named) { return called(text, given, named); });
  }
  for (const char* part : {"Year", "IsoYear", "Quarter", "Month", "Week", "WeekDay", "IsoWeekDay", "Day",
                           "Hour", "Minute", "Second"})
    bind_part_of_time(module, std::string("Extract") + part, nullptr);
  for (const char* unit :
       {"Year", "Quarter", "Month", "Week", "Day", "Hour", "Minute", "Second", "Date", "Time"})
    bind_part_of_time(module, std::string("Trunc") + unit, nullptr);
  bind_part_of_time(module, "Trunc", "kind");
  bind_part_of_time(module, "Extract", "lookup_name");
  module.def(
      "Collate",
      [](nb::handle what, std::string_view collation) {
        return Expression::function("Collate", {argument_of(what), Expression::value(collation)});
      },
      nb::arg("expression"), nb::arg("collation"));
  module.def("FilteredRelation",
             [](const nb::args&, const nb::kwargs&) -> Expression { refuse_filtered_relation(); });
  module.def("JSONObject", [](const nb::kwargs& fields) {
    std::vector<Expression> parts;
    for (auto [name, value] : fields) {
      parts.push_back(Expression::value(text_of(name)));
      parts.push_back(argument_of(value));
    }
    return Expression::function("JSONObject", std::move(parts));
  });
  for (const char* name : {"Lag", "Lead"}) {
    module.def(
        name,
        [name](nb::handle what, std::int64_t offset, nb::handle fallback) {
          if (what.is_none())
            throw Error(ErrorCode::invalid_value,
                        std::string(name) + " requires a non-null source expression.");
          std::vector<Expression> parts{argument_of(what), Expression::value(Value(offset))};
          if (!fallback.is_none()) parts.push_back(expression_of(fallback));
          return Expression::function(name, std::move(parts));
        },
        nb::arg("expression").none(), nb::arg("offset") = 1, nb::arg("default") = nb::none());
  }
}

}  // namespace lamin::python
