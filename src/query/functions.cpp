#include "query/functions.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/function_texts.hpp"
#include "query/path.hpp"
#include "query/stand_in_fields.hpp"

namespace lamin::query {
namespace {

using schema::ValueKind;

/// What a call gives: the kind of its first argument, or always the same.
struct Result {
  bool is_of_first = false;
  ValueKind kind = ValueKind::text;
};
constexpr Result as_first{.is_of_first = true};
constexpr Result a_text{.kind = ValueKind::text};
constexpr Result a_number{.kind = ValueKind::whole_number};
constexpr Result a_real{.kind = ValueKind::real};
constexpr Result a_json{.kind = ValueKind::json};
constexpr Result a_time{.kind = ValueKind::timestamp};

/// How many arguments it takes.
struct Count {
  std::size_t least = 1;
  std::size_t most = 1;
};
constexpr Count none{0, 0};
constexpr Count one{1, 1};
constexpr Count two{2, 2};
constexpr Count one_or_two{1, 2};
constexpr Count two_or_three{2, 3};
constexpr Count one_to_three{1, 3};
constexpr Count several{2, std::numeric_limits<std::size_t>::max()};
constexpr Count any{0, std::numeric_limits<std::size_t>::max()};

enum class Use { value, window, with_word };

struct Function {
  std::string_view name;
  std::string_view sql_name;
  Result result;
  Count count = one;
  FunctionText text = plain_call;
  Use use = Use::value;
  /// What the second argument (or the only one), if it is a constant, must be at least, and how people are
  /// told.
  std::int64_t least_constant = std::numeric_limits<std::int64_t>::min();
  std::string_view refusal = {};
};

constexpr std::string_view no_length = "'length' must be greater than 0.";
constexpr std::string_view negative_length = "'length' must be greater or equal to 0.";

constexpr std::array functions = {
    // texts
    Function{"Lower", "LOWER", a_text},
    Function{"Upper", "UPPER", a_text},
    Function{"Length", "LENGTH", a_number},
    Function{"Trim", "TRIM", a_text},
    Function{"LTrim", "LTRIM", a_text},
    Function{"RTrim", "RTRIM", a_text},
    Function{"Replace", "REPLACE", a_text, two_or_three, replacement},
    Function{"Substr", "SUBSTR", a_text, two_or_three, with_small_numbers, Use::value, 1,
             "'pos' must be greater than 0"},
    Function{"Left", "SUBSTR", a_text, two, left_part, Use::value, 1, no_length},
    Function{"Right", "SUBSTR", a_text, two, right_part, Use::value, 1, no_length},
    Function{"LPad", "LPAD", a_text, two_or_three, with_small_numbers, Use::value, 0, negative_length},
    Function{"RPad", "RPAD", a_text, two_or_three, with_small_numbers, Use::value, 0, negative_length},
    Function{"Repeat", "REPEAT", a_text, two, with_small_numbers, Use::value, 0,
             "'number' must be greater or equal to 0."},
    Function{"Reverse", "REVERSE", a_text},
    Function{"StrIndex", "STRPOS", a_number, two},
    Function{"Concat", "", a_text, several, concatenation},
    Function{"ConcatPair", "", a_text, several, concatenation},
    Function{"Chr", "CHR", a_text, one, small_number},
    Function{"Ord", "ASCII", a_number},
    Function{"MD5", "MD5", a_text},
    Function{"SHA1", "DIGEST", a_text, one, sha1_text},
    Function{"SHA224", "SHA224", a_text, one, sha2_text},
    Function{"SHA256", "SHA256", a_text, one, sha2_text},
    Function{"SHA384", "SHA384", a_text, one, sha2_text},
    Function{"SHA512", "SHA512", a_text, one, sha2_text},
    Function{"Collate", "", as_first, two, collation, Use::with_word},
    // whichever it is
    Function{"Coalesce", "COALESCE", as_first, several},
    Function{"NullIf", "NULLIF", as_first, two},
    Function{"Greatest", "GREATEST", as_first, several},
    Function{"Least", "LEAST", as_first, several},
    Function{"JSONObject", "JSONB_BUILD_OBJECT", a_json, any},
    // numbers
    Function{"Abs", "ABS", as_first},
    Function{"Ceil", "CEIL", as_first},
    Function{"Floor", "FLOOR", as_first},
    Function{"Round", "ROUND", as_first, one_or_two, rounding},
    Function{"Sign", "SIGN", as_first},
    Function{"Mod", "MOD", a_real, two, of_numerics},
    Function{"Power", "POWER", a_real, two},
    Function{"Sqrt", "SQRT", a_real},
    Function{"Exp", "EXP", a_real},
    Function{"Ln", "LN", a_real},
    Function{"Log", "LOG", a_real, two, of_numerics},
    Function{"Sin", "SIN", a_real},
    Function{"Cos", "COS", a_real},
    Function{"Tan", "TAN", a_real},
    Function{"Cot", "COT", a_real},
    Function{"ASin", "ASIN", a_real},
    Function{"ACos", "ACOS", a_real},
    Function{"ATan", "ATAN", a_real},
    Function{"ATan2", "ATAN2", a_real, two},
    Function{"Degrees", "DEGREES", a_real},
    Function{"Radians", "RADIANS", a_real},
    Function{"Pi", "PI", a_real, none},
    Function{"Random", "RANDOM", a_real, none},
    // times
    Function{"Now", "", a_time, none, present},
    Function{"Trunc", "DATE_TRUNC", as_first, two, truncation, Use::with_word},
    Function{"Extract", "", a_number, two, extraction, Use::with_word},
    // over windows
    Function{"RowNumber", "ROW_NUMBER", a_number, none, plain_call, Use::window},
    Function{"Rank", "RANK", a_number, none, plain_call, Use::window},
    Function{"DenseRank", "DENSE_RANK", a_number, none, plain_call, Use::window},
    Function{"PercentRank", "PERCENT_RANK", a_real, none, plain_call, Use::window},
    Function{"CumeDist", "CUME_DIST", a_real, none, plain_call, Use::window},
    Function{"Ntile", "NTILE", a_number, one, plain_call, Use::window, 1,
             "num_buckets must be greater than 0."},
    Function{"Lag", "LAG", as_first, one_to_three, with_small_numbers, Use::window, 1,
             "Lag requires a positive integer for the offset."},
    Function{"Lead", "LEAD", as_first, one_to_three, with_small_numbers, Use::window, 1,
             "Lead requires a positive integer for the offset."},
    Function{"FirstValue", "FIRST_VALUE", as_first, one, plain_call, Use::window},
    Function{"LastValue", "LAST_VALUE", as_first, one, plain_call, Use::window},
    Function{"NthValue", "NTH_VALUE", as_first, two, with_small_numbers, Use::window, 1,
             "NthValue requires a positive integer as for nth."},
};

const Function* find(std::string_view name) {
  const std::string wanted = ascii_lower(name);
  const auto found = std::ranges::find_if(
      functions, [&](const Function& known) { return ascii_lower(known.name) == wanted; });
  return found == functions.end() ? nullptr : &*found;
}

const Function& get(const FunctionTerm& term) {
  return *find(term.name);
}

void expect_count(const Function& function, std::size_t count) {
  if (count >= function.count.least && count <= function.count.most) return;
  if (function.count.least == 2 && function.count.most == several.most)
    throw Error{ErrorCode::invalid_value, std::string(function.name) + " must take at least two expressions"};
  const std::size_t wanted = count < function.count.least ? function.count.least : function.count.most;
  throw Error{ErrorCode::invalid_type, "'" + std::string(function.name) + "' takes " +
                                           (function.count.least == function.count.most ? "exactly "
                                            : count < wanted                            ? "at least "
                                                                                        : "at most ") +
                                           std::to_string(wanted) + " argument" + (wanted == 1 ? "" : "s") +
                                           " (" + std::to_string(count) + " given)"};
}

void expect_constant(const Function& function, const std::vector<Expression>& arguments) {
  if (arguments.empty()) return;
  const Value* constant = arguments[std::min<std::size_t>(arguments.size(), 2) - 1].as_value();
  if (constant == nullptr || !constant->is<std::int64_t>()) return;
  if (constant->integer() < function.least_constant)
    throw Error{ErrorCode::invalid_value, std::string(function.refusal)};
}

}  // namespace

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  for (const Function& function : functions) names.push_back(function.name);
  return names;
}

FunctionTerm function_term(std::string_view name, std::vector<Expression> arguments) {
  const Function* function = find(name);
  for (const std::string_view begin : {"Trunc", "Extract"}) {
    if (function != nullptr || !name.starts_with(begin)) continue;
    const std::string word = snake_case(name.substr(begin.size()));
    // The day alone and the time alone are parts.
    const bool is_part = word == "date" || word == "time";
    arguments.push_back(Expression::value(word));
    function = find(is_part ? "Extract" : begin);
  }
  if (function == nullptr) {
    throw Error{ErrorCode::unsupported, "The function '" + std::string(name) + "' is not there"}.hint(
        "Func(..., function=\"NAME\") calls a function of the database by the database's name.");
  }
  expect_count(*function, arguments.size());
  expect_constant(*function, arguments);
  return {std::string(function->name), std::move(arguments)};
}

bool takes_word(const FunctionTerm& function) {
  return get(function).use == Use::with_word;
}

bool is_for_windows(const FunctionTerm& function) {
  return get(function).use == Use::window;
}

Computed call_function(const FunctionTerm& term, const std::vector<Computed>& arguments,
                       const sql::Dialect& dialect) {
  const Function& function = get(term);
  const bool is_of_first = function.result.is_of_first && !arguments.empty();
  const schema::Field* field = is_of_first ? arguments.front().field : &field_of_kind(function.result.kind);
  if (term.name == "Extract") field = &field_of_part(arguments.back().sql);
  return {function.text(dialect.function_name(function.sql_name), arguments, dialect), field};
}

std::string function_in_template(std::string_view form, std::string_view function) {
  constexpr std::string_view arguments = "(%(expressions)s)";
  const std::string_view name = form.substr(0, form.size() - std::min(form.size(), arguments.size()));
  if (form.ends_with(arguments) && name == "%(function)s") return std::string(function);
  if (form.ends_with(arguments) && name.find('%') == std::string_view::npos) return std::string(name);
  throw Error{ErrorCode::unsupported, "Func takes the name of a function, not a template of SQL"}
      .with("template", form)
      .hint(
          "Func(..., function=\"NAME\") calls a function of the database; what stands around it is written "
          "with "
          "expressions: Func(\"size\", function=\"ABS\") + 1.");
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
