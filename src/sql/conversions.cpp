#include "sql/conversions.hpp"

#include <optional>

namespace lamin::sql {
namespace {

using schema::FieldType;

Value timestamp_text(const Value& value) {
  if (const auto* time = value.get_if<Timestamp>()) return database_text(*time);
  if (const auto* date = value.get_if<Date>()) return iso_text(*date) + " 00:00:00";
  if (const auto* text = value.get_if<std::string>()) {
    if (const auto time = parse_timestamp(*text)) return database_text(*time);
  }
  return value;
}

Value date_text(const Value& value) {
  if (const auto* date = value.get_if<Date>()) return iso_text(*date);
  if (const auto* time = value.get_if<Timestamp>()) return database_text(*time).substr(0, 10);
  return value;
}

}  // namespace

Value to_any_database(const schema::Field& field, const Value& value) {
  if (value.is_null()) return value;
  switch (field.type) {
    case FieldType::timestamp:
      return timestamp_text(value);
    case FieldType::date:
      return date_text(value);
    case FieldType::json: {
      const Json json = to_json(value);
      return json.python_text();
    }
    case FieldType::real:
      if (const auto* number = value.get_if<std::int64_t>()) return static_cast<double>(*number);
      return value;
    default:
      return value;
  }
}

Value from_any_database(const schema::Field& field, Value value) {
  if (const auto* text = value.get_if<std::string>()) {
    if (field.type == FieldType::timestamp) {
      if (const auto time = parse_timestamp(*text)) return *time;
    }
    if (field.type == FieldType::date) {
      if (const auto date = parse_date(*text)) return *date;
    }
    if (field.type == FieldType::json) return Json::parse(*text);
  } else if (const auto* number = value.get_if<std::int64_t>()) {
    if (field.type == FieldType::duration) return Duration{*number};
    if (field.type == FieldType::boolean) return *number != 0;
    if (field.type == FieldType::real) return static_cast<double>(*number);
  }
  return value;
}

}  // namespace lamin::sql
