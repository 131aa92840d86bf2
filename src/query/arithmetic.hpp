// Arithmetic between two values of a row: numbers, bits, points in time and durations.
#pragma once

#include <string>

#include "query/scope.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {

/// `sign` is one of + - * / % ^ & | # << >>; ^ is the power, # is either-or of bits.  Throws invalid_value
/// for any other.
Computed arithmetic(const Computed& left, const std::string& sign, const Computed& right,
                    const sql::Dialect& dialect);

}  // namespace lamin::query
