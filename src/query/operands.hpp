// Operands: what a person compares a field with, made into what the field holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "schema/registry.hpp"

namespace lamin::query {

/// `value` as the field would hold it: "5" for an integer is 5, a text for a time is that time.  Throws
/// invalid_value with the reference's sentence, e.g. "Field 'id' expected a number but got 'x'."
Value as_held(const schema::Field& field, const Value& value);

/// `value` as text for patterns; numbers as Python's str writes them.
std::string as_text(const Value& value);

/// "[1, 'a']", as Python shows a list.
std::string list_repr(const std::vector<Value>& values);

/// Whether `field` holds numbers; relations hold the number of a record.
bool is_numeric(const schema::Field& field);

/// Whether `value`, as digits, is a whole number beyond 64 bits for a field of whole numbers: 1 above, -1
/// below all that a database can hold, else 0.
int beyond_all_numbers(const schema::Field& field, const Value& value);

/// A whole number near `value` that keeps the answer of `lookup` the same: 1.5 for "gte" is 2.
Value rounded_for(std::string_view lookup, const schema::Field& field, const Value& value);

}  // namespace lamin::query
