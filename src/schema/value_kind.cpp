#include "schema/value_kind.hpp"

#include "schema/field_names.hpp"

namespace lamin::schema {

ValueKind value_kind(FieldType type) {
  switch (type) {
    case FieldType::small_auto:
    case FieldType::automatic:
    case FieldType::big_auto:
    case FieldType::small_integer:
    case FieldType::integer:
    case FieldType::big_integer:
    case FieldType::foreign_key:
    case FieldType::one_to_one:
      return ValueKind::whole_number;
    case FieldType::real:
      return ValueKind::real;
    case FieldType::boolean:
      return ValueKind::boolean;
    case FieldType::date:
      return ValueKind::date;
    case FieldType::timestamp:
      return ValueKind::timestamp;
    case FieldType::duration:
      return ValueKind::duration;
    case FieldType::json:
      return ValueKind::json;
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::url:
    case FieldType::email:
      break;
  }
  return ValueKind::text;
}

ValueKind value_kind_of_class(std::string_view class_name) {
  for (int type = 0; type <= static_cast<int>(FieldType::one_to_one); ++type) {
    if (schema::class_name(static_cast<FieldType>(type)) == class_name)
      return value_kind(static_cast<FieldType>(type));
  }
  if (class_name.ends_with("IntegerField")) return ValueKind::whole_number;
  return class_name == "DecimalField" ? ValueKind::real : ValueKind::text;
}

}  // namespace lamin::schema
