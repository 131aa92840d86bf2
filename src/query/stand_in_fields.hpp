// Fields that stand for values which no column holds: they say how a computed value is read and compared.
#pragma once

#include <string_view>

#include "base/value.hpp"
#include "query/path.hpp"
#include "schema/value_kind.hpp"

namespace lamin::query {

/// A field of `kind`, whichever column its values come from.
const schema::Field& field_of_kind(schema::ValueKind kind);
/// The field for a constant.
const schema::Field& field_for(const Value& value);
/// Of a part of a date or time: "year", "date".
const schema::Field& field_of_part(std::string_view part);
/// What the path yields as a value: its field, or that of the part of a date or JSON it ends at.
const schema::Field& field_at_end(const Path& path);

}  // namespace lamin::query
