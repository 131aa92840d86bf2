// How calls of functions are written, beside `NAME(a, b)`.  For the table of functions.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/scope.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {

using FunctionText = std::string (*)(std::string_view sql_name, const std::vector<Computed>& arguments,
                                     const sql::Dialect& dialect);

std::string plain_call(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
/// All after the first, where they are numbers, as those that functions of Postgres take.
std::string with_small_numbers(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string small_number(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
/// Of exact numbers: what Postgres has for no other.
std::string of_numerics(std::string_view, const std::vector<Computed>&, const sql::Dialect&);

/// Nothing counts as an empty text.
std::string concatenation(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
/// By nothing, if it is not said by what.
std::string replacement(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string left_part(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string right_part(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
/// By pgcrypto's function, which takes the kind of hash as a second argument.
std::string sha1_text(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string sha2_text(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string collation(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string rounding(std::string_view, const std::vector<Computed>&, const sql::Dialect&);

std::string present(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string truncation(std::string_view, const std::vector<Computed>&, const sql::Dialect&);
std::string extraction(std::string_view, const std::vector<Computed>&, const sql::Dialect&);

}  // namespace lamin::query
