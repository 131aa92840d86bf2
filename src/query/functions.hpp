// Functions: what `Expression::function` names.  To add one: an entry in the table of functions.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "query/scope.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {

/// The call of the function `name` with these arguments; nothing if there is no such function.
std::optional<Computed> call_function(std::string_view name, const std::vector<Computed>& arguments,
                                      const sql::Dialect& dialect);

/// "a, b, c"
std::string listed(const std::vector<Computed>& values, std::string_view separator = ", ");

}  // namespace lamin::query
