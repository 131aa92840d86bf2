// Functions: what `Expression::function` names.  To add one: an entry in the table of functions.cpp.
//
// Names are Django's classes, of either case; SQL is that of Postgres, whose functions SQLite is taught
// (sql/sqlite/standard_functions.cpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/scope.hpp"
#include "query/terms.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {

/// The names there are.
std::vector<std::string_view> function_names();

/// A call as the table knows it: "TruncMonth" is "Trunc" with the word "month".  Throws unsupported for a
/// function that is not there, invalid_type for too few or too many arguments, invalid_value for a constant
/// that the function does not take.
FunctionTerm function_term(std::string_view name, std::vector<Expression> arguments);

/// Whether the last argument of `function` is a word that is written into the statement: the kind of Trunc.
bool takes_word(const FunctionTerm& function);
/// Whether it stands before OVER: RowNumber, Lag.
bool is_for_windows(const FunctionTerm& function);

/// The call as SQL.  Throws invalid_type for an argument of a kind that the function does not take.
Computed call_function(const FunctionTerm& function, const std::vector<Computed>& arguments,
                       const sql::Dialect& dialect);

/// "a, b, c"
std::string listed(const std::vector<Computed>& values, std::string_view separator = ", ");

/// The function that a template of Django's `Func` calls, "%(function)s(%(expressions)s)" or
/// "NAME(%(expressions)s)"; `function` is the one that is named beside it.  Throws unsupported for other
/// templates: a query has no raw SQL.
std::string function_in_template(std::string_view form, std::string_view function);

}  // namespace lamin::query
