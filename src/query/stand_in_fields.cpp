#include "query/stand_in_fields.hpp"

#include <array>

namespace lamin::query {
namespace {

using schema::Field;
using schema::FieldType;
using schema::ValueKind;

Field stand_in(FieldType type) {
  Field field;
  field.name = "None";
  field.type = type;
  field.nullable = true;
  return field;
}

}  // namespace

const Field& field_of_kind(ValueKind kind) {
  // In the order of ValueKind.
  static const std::array<Field, 8> fields{stand_in(FieldType::big_integer), stand_in(FieldType::real),
                                           stand_in(FieldType::boolean),     stand_in(FieldType::long_text),
                                           stand_in(FieldType::date),        stand_in(FieldType::timestamp),
                                           stand_in(FieldType::duration),    stand_in(FieldType::json)};
  return fields.at(static_cast<std::size_t>(kind));
}

const Field& field_for(const Value& value) {
  if (value.is<bool>()) return field_of_kind(ValueKind::boolean);
  if (value.is<std::int64_t>()) return field_of_kind(ValueKind::whole_number);
  if (value.is<double>()) return field_of_kind(ValueKind::real);
  if (value.is<Timestamp>()) return field_of_kind(ValueKind::timestamp);
  if (value.is<Date>()) return field_of_kind(ValueKind::date);
  if (value.is<Duration>()) return field_of_kind(ValueKind::duration);
  if (value.is<Json>()) return field_of_kind(ValueKind::json);
  return field_of_kind(ValueKind::text);
}

const Field& field_of_part(std::string_view part) {
  if (part == "date") return field_of_kind(ValueKind::date);
  return field_of_kind(part == "time" ? ValueKind::text : ValueKind::whole_number);
}

const Field& field_at_end(const Path& path) {
  if (!path.json_keys.empty()) return field_of_kind(ValueKind::json);
  return path.part.empty() ? *path.field : field_of_part(path.part);
}

}  // namespace lamin::query
