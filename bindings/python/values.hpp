// Values cross the border here: what Python hands over becomes a lamin::Value, what the catalogue holds
// becomes a Python object.  Times become aware datetimes in UTC, JSON becomes dict and list.
//
// `datetime` and `json` are imported when the first such value crosses, never at import.
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "query/query.hpp"
#include "schema/registry.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// Text of a Python str.  Throws nb::python_error if it is none.
std::string_view text_of(nb::handle object);
/// The text, or nothing for None; anything else is turned into text by str().
std::optional<std::string> optional_text(nb::handle object);
nb::object to_python(std::string_view text);
nb::object to_python(const std::optional<std::string>& text);
nb::object to_python(const Value& value);
nb::object to_python(const Json& value);

/// Scalars, times, numpy scalars, paths; records become their ids; dict and list become Json.
/// Throws invalid_type, naming the type, for anything else.
Value to_value(nb::handle object);
/// The same for a value of `field`: JSON fields take any JSON value, a relation takes a record of any state.
Value to_value(nb::handle object, const schema::Field& field);
/// The same; a whole number beyond 64 bits, which can be compared with though not held, becomes its digits.
Value to_compared(nb::handle object);
Json to_json_value(nb::handle object);

/// What the condition at `path` compares with: lists for `__in` and `__range`, query sets as queries.
query::Operand to_operand(nb::handle object, std::string_view path);

}  // namespace lamin::python
