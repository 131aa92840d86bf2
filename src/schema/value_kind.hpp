// What the fields of a type hold, whichever column they stand in: keys and references hold whole numbers,
// addresses texts.
#pragma once

#include "schema/registry.hpp"

namespace lamin::schema {

enum class ValueKind { whole_number, real, boolean, text, date, timestamp, duration, json };

ValueKind value_kind(FieldType type);
/// Of Django's field class "IntegerField"; an unknown one holds texts.
ValueKind value_kind_of_class(std::string_view class_name);

}  // namespace lamin::schema
