#include "schema/field_names.hpp"

namespace lamin::schema {

std::string_view class_name(FieldType type) {
  switch (type) {
    case FieldType::small_auto:
      return "SmallAutoField";
    case FieldType::automatic:
      return "AutoField";
    case FieldType::big_auto:
      return "BigAutoField";
    case FieldType::text:
      return "CharField";
    case FieldType::long_text:
      return "TextField";
    case FieldType::url:
      return "URLField";
    case FieldType::email:
      return "EmailField";
    case FieldType::boolean:
      return "BooleanField";
    case FieldType::small_integer:
      return "SmallIntegerField";
    case FieldType::integer:
      return "IntegerField";
    case FieldType::big_integer:
      return "BigIntegerField";
    case FieldType::real:
      return "FloatField";
    case FieldType::date:
      return "DateField";
    case FieldType::timestamp:
      return "DateTimeField";
    case FieldType::duration:
      return "DurationField";
    case FieldType::json:
      return "JSONField";
    case FieldType::foreign_key:
      return "ForeignKey";
    case FieldType::one_to_one:
      return "OneToOneField";
  }
  return "Field";
}

std::string_view column_name(FieldType type) {
  return class_name(type == FieldType::url || type == FieldType::email ? FieldType::text : type);
}

}  // namespace lamin::schema
