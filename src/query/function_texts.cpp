#include "query/function_texts.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/functions.hpp"
#include "query/path.hpp"

namespace lamin::query {
namespace {

using schema::ValueKind;
using Arguments = std::vector<Computed>;

ValueKind kind_of(const Computed& argument) {
  return schema::value_kind(argument.field->type);
}

std::string cast(const std::string& sql, std::string_view type) {
  const bool is_written_out = sql.find_first_not_of("0123456789") == std::string::npos;
  return is_written_out ? sql : "CAST(" + sql + " AS " + std::string(type) + ")";
}

std::string call(std::string_view name, const std::vector<std::string>& arguments) {
  return std::string(name) + "(" + join(arguments, ", ") + ")";
}

std::string text_of(const Computed& argument) {
  return kind_of(argument) == ValueKind::text ? argument.sql : "CAST(" + argument.sql + " AS text)";
}

std::string bytes_of(const Computed& argument) {
  return call("CONVERT_TO", {text_of(argument), "'UTF8'"});
}

std::string shown_bytes(const std::string& sql) {
  return call("ENCODE", {sql, "'hex'"});
}

}  // namespace

std::string plain_call(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  return std::string(name) + "(" + listed(arguments) + ")";
}

std::string with_small_numbers(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  std::vector<std::string> texts{arguments.front().sql};
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const bool is_number = kind_of(arguments[i]) == ValueKind::whole_number;
    texts.push_back(is_number ? cast(arguments[i].sql, "integer") : arguments[i].sql);
  }
  return call(name, texts);
}

std::string small_number(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  return call(name, {cast(arguments.front().sql, "integer")});
}

std::string of_numerics(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  return call(name, {cast(arguments[0].sql, "numeric"), cast(arguments[1].sql, "numeric")});
}

std::string concatenation(std::string_view, const Arguments& arguments, const sql::Dialect&) {
  std::string text;
  for (const Computed& part : arguments) {
    text += (text.empty() ? "(" : " || ") + call("COALESCE", {text_of(part), "''"});
  }
  return text + ")";
}

std::string replacement(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  return call(name, {arguments[0].sql, arguments[1].sql, arguments.size() > 2 ? arguments[2].sql : "''"});
}

std::string left_part(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  return call(name, {arguments[0].sql, "1", cast(arguments[1].sql, "integer")});
}

std::string right_part(std::string_view name, const Arguments& arguments, const sql::Dialect& dialect) {
  const std::string left_out = "LENGTH(" + arguments[0].sql + ") - " + cast(arguments[1].sql, "integer");
  return call(name, {arguments[0].sql, call(dialect.function_name("GREATEST"), {left_out, "0"}) + " + 1"});
}

std::string sha1_text(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  return shown_bytes(call(name, {bytes_of(arguments[0]), "'sha1'"}));
}

std::string sha2_text(std::string_view name, const Arguments& arguments, const sql::Dialect&) {
  return shown_bytes(call(name, {bytes_of(arguments[0])}));
}

std::string collation(std::string_view, const Arguments& arguments, const sql::Dialect&) {
  return "(" + arguments[0].sql + " COLLATE " + sql::quoted(arguments[1].sql) + ")";
}

// Postgres rounds exact numbers only to a number of digits, and no others away from zero.
std::string rounding(std::string_view name, const Arguments& arguments, const sql::Dialect& dialect) {
  const bool is_exact = arguments.size() == 1 && kind_of(arguments[0]) != ValueKind::real;
  if (is_exact) return plain_call(name, arguments, dialect);
  const std::string digits = arguments.size() == 1 ? "0" : cast(arguments[1].sql, "integer");
  return "CAST(" + call(name, {cast(arguments[0].sql, "numeric"), digits}) + " AS double precision)";
}

std::string present(std::string_view, const Arguments&, const sql::Dialect& dialect) {
  schema::Field field;
  field.type = schema::FieldType::timestamp;
  field.database_now = true;
  return dialect.default_text(field);
}

std::string truncation(std::string_view name, const Arguments& arguments, const sql::Dialect& dialect) {
  static constexpr std::array units{"year", "quarter", "month", "week", "day", "hour", "minute", "second"};
  const std::string& unit = arguments[1].sql;
  if (std::ranges::find(units, unit) == units.end())
    throw Error{ErrorCode::invalid_value, "Times are not cut to a '" + unit + "'"}.hint(
        "One of: year, quarter, month, week, day, hour, minute, second.");
  const ValueKind kind = kind_of(arguments[0]);
  if (kind != ValueKind::timestamp && kind != ValueKind::date) {
    throw Error{ErrorCode::invalid_type,
                "'" + arguments[0].field->name + "' isn't a DateField, TimeField, or DateTimeField."};
  }
  const std::string moment = call(name, {"'" + unit + "'", arguments[0].sql, "'UTC'"});
  return kind == ValueKind::date ? dialect.date_part(moment, "date") : moment;
}

std::string extraction(std::string_view, const Arguments& arguments, const sql::Dialect& dialect) {
  const ValueKind kind = kind_of(arguments[0]);
  if (kind != ValueKind::timestamp && kind != ValueKind::date) {
    throw Error{ErrorCode::invalid_value,
                "Extract input expression must be DateField, DateTimeField, TimeField, or DurationField."};
  }
  return dialect.date_part(arguments[0].sql, arguments[1].sql);
}

}  // namespace lamin::query
