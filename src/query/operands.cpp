#include "query/operands.hpp"

#include <charconv>
#include <cmath>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "schema/value_kind.hpp"

namespace lamin::query {
namespace {

using schema::Field;
using schema::ValueKind;

bool holds_integers(const Field& field) {
  return schema::value_kind(field.type) == ValueKind::whole_number;
}

Error no_number(const Field& field, const Value& value) {
  return Error{ErrorCode::invalid_value,
               "Field '" + field.name + "' expected a number but got " + python_repr(value) + "."};
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Value as_integer(const Field& field, const Value& value) {
  if (value.is<std::int64_t>()) return value;
  if (const auto* flag = value.get_if<bool>()) return *flag ? 1 : 0;
  if (const auto* real = value.get_if<double>()) {
    if (std::isfinite(*real) && std::abs(*real) < 9e18) return static_cast<std::int64_t>(*real);
  }
  if (const auto* text = value.get_if<std::string>()) {
    if (const auto number = number_in<std::int64_t>(*text)) return *number;
  }
  throw no_number(field, value);
}

Value as_real(const Field& field, const Value& value) {
  if (value.is<double>()) return value;
  if (const auto* flag = value.get_if<bool>()) return *flag ? 1.0 : 0.0;
  if (const auto* number = value.get_if<std::int64_t>()) return static_cast<double>(*number);
  if (const auto* text = value.get_if<std::string>()) {
    if (const auto number = number_in<double>(*text)) return *number;
  }
  throw no_number(field, value);
}

Value as_boolean(const Value& value) {
  if (value.is<bool>()) return value;
  const std::string text = python_str(value);
  if (text == "True" || text == "true" || text == "t" || text == "1" || text == "1.0") return true;
  if (text == "False" || text == "false" || text == "f" || text == "0" || text == "0.0") return false;
  throw Error{ErrorCode::invalid_value, "“" + text + "” value must be either True or False."};
}

Value as_timestamp(const Value& value) {
  if (value.is<Timestamp>()) return value;
  if (const auto* date = value.get_if<Date>()) return Timestamp{std::int64_t{date->days} * 86'400'000'000};
  if (const auto* text = value.get_if<std::string>()) {
    if (const auto time = parse_timestamp(*text)) return *time;
  }
  throw Error{ErrorCode::invalid_value, "“" + python_str(value) +
                                            "” value has an invalid format. It must be in YYYY-MM-DD "
                                            "HH:MM[:ss[.uuuuuu]][TZ] format."};
}

Value as_date(const Value& value) {
  if (value.is<Date>()) return value;
  if (const auto* time = value.get_if<Timestamp>()) {
    const CivilTime parts = civil(*time);
    return date_of(parts.year, parts.month, parts.day);
  }
  if (const auto* text = value.get_if<std::string>()) {
    if (const auto date = parse_date(*text)) return *date;
  }
  throw Error{
      ErrorCode::invalid_value,
      "“" + python_str(value) + "” value has an invalid date format. It must be in YYYY-MM-DD format."};
}

}  // namespace

Value as_held(const Field& field, const Value& value) {
  if (value.is_null()) return value;
  switch (schema::value_kind(field.type)) {
    case ValueKind::whole_number:
      return as_integer(field, value);
    case ValueKind::real:
      return as_real(field, value);
    case ValueKind::boolean:
      return as_boolean(value);
    case ValueKind::timestamp:
      return as_timestamp(value);
    case ValueKind::date:
      return as_date(value);
    case ValueKind::duration:
    case ValueKind::json:
      return value;
    case ValueKind::text:
      break;
  }
  return as_text(value);
}

std::string as_text(const Value& value) {
  if (const auto* json = value.get_if<Json>(); json != nullptr && json->is_text()) return json->text();
  return value.is<std::string>() ? value.as<std::string>() : python_str(value);
}

std::string list_repr(const std::vector<Value>& values) {
  std::string text;
  for (const Value& value : values) text += (text.empty() ? "" : ", ") + python_repr(value);
  return "[" + text + "]";
}

bool is_numeric(const Field& field) {
  return holds_integers(field) || schema::value_kind(field.type) == ValueKind::real;
}

int beyond_all_numbers(const Field& field, const Value& value) {
  const auto* text = value.get_if<std::string>();
  if (text == nullptr || !holds_integers(field)) return 0;
  const bool is_negative = text->starts_with('-');
  const std::string_view digits = std::string_view(*text).substr(is_negative ? 1 : 0);
  const bool is_whole = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_whole || number_in<std::int64_t>(*text)) return 0;
  return is_negative ? -1 : 1;
}

Value rounded_for(std::string_view lookup, const Field& field, const Value& value) {
  const auto* real = value.get_if<double>();
  if (real == nullptr || !holds_integers(field) || !std::isfinite(*real)) return value;
  if (lookup == "gte" || lookup == "lt") return std::ceil(*real);
  if (lookup == "gt" || lookup == "lte") return std::floor(*real);
  return value;
}

}  // namespace lamin::query
