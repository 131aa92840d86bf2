// What Django calls the types of fields: people meet these names in the reprs of registries and in errors.
#pragma once

#include <string_view>

#include "schema/registry.hpp"

namespace lamin::schema {

/// The class of the field, as errors name it: "URLField".
std::string_view class_name(FieldType type);
/// The type of column behind it, as reprs name it: "CharField" for links and addresses, too.
std::string_view column_name(FieldType type);

}  // namespace lamin::schema
