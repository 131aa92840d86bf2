#include "query/functions.hpp"

#include <algorithm>
#include <array>

#include "query/stand_in_fields.hpp"

namespace lamin::query {
namespace {

using schema::ValueKind;
using Arguments = std::vector<Computed>;
using Maker = std::string (*)(std::string_view sql_name, const Arguments&, const sql::Dialect&);

std::string plain(std::string_view sql_name, const Arguments& arguments, const sql::Dialect&) {
  return std::string(sql_name) + "(" + listed(arguments) + ")";
}

// Nothing counts as an empty text.
std::string concatenation(std::string_view, const Arguments& arguments, const sql::Dialect&) {
  std::string text;
  for (const Computed& part : arguments)
    text += (text.empty() ? "(" : " || ") + ("COALESCE(" + part.sql + ", '')");
  return text + ")";
}

/// What a call gives.
struct Result {
  bool is_of_first = false;
  ValueKind kind = ValueKind::text;
};
constexpr Result of_first{.is_of_first = true};
constexpr Result text{.kind = ValueKind::text};
constexpr Result whole_number{.kind = ValueKind::whole_number};

struct Function {
  std::string_view name;
  std::string_view sql_name;
  Result result;
  Maker make = plain;
};

constexpr std::array functions = {
    Function{"lower", "LOWER", text},
    Function{"upper", "UPPER", text},
    Function{"length", "LENGTH", whole_number},
    Function{"trim", "TRIM", text},
    Function{"ltrim", "LTRIM", text},
    Function{"rtrim", "RTRIM", text},
    Function{"replace", "REPLACE", text},
    Function{"substr", "SUBSTR", text},
    Function{"concat", "", text, concatenation},
    Function{"coalesce", "COALESCE", of_first},
    Function{"nullif", "NULLIF", of_first},
    Function{"abs", "ABS", of_first},
    Function{"round", "ROUND", of_first},
};

}  // namespace

std::optional<Computed> call_function(std::string_view name, const std::vector<Computed>& arguments,
                                      const sql::Dialect& dialect) {
  const auto known = std::ranges::find(functions, name, &Function::name);
  if (known == functions.end()) return std::nullopt;
  const bool is_of_first = known->result.is_of_first && !arguments.empty();
  return Computed{known->make(known->sql_name, arguments, dialect),
                  is_of_first ? arguments.front().field : &field_of_kind(known->result.kind)};
}

std::string listed(const std::vector<Computed>& values, std::string_view separator) {
  std::string text;
  for (const Computed& value : values) {
    if (!text.empty()) text += separator;
    text += value.sql;
  }
  return text;
}

}  // namespace lamin::query
