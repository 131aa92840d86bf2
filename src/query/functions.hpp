// Functions of a database beside those that every one calls by the same name: calls by the database's own
// name, casts, types that people give, and windows.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "query/expression.hpp"
#include "schema/registry.hpp"

namespace lamin::query {

/// `NAME(parts)`; its value has the type of its first part, or is a text.  Throws invalid_value unless `name`
/// is one word.
Expression call(std::string name, std::vector<Expression> parts);
/// The value as `type`.
Expression cast(Expression part, schema::FieldType type);
/// The value as it is, read as `type`.
Expression typed_as(Expression part, schema::FieldType type);
/// `of OVER (PARTITION BY ... ORDER BY ...)`: true in `order` is descending.
Expression window(Expression of, std::vector<Expression> partition,
                  std::vector<std::pair<Expression, bool>> order);

// How these stand in an expression of kind `function`; for expressions.cpp.
struct WindowParts {
  std::size_t partitions = 0;
  std::string directions;  // '-' is descending
};
bool is_call(std::string_view function, std::string& name);
bool is_cast(std::string_view function, schema::FieldType& type);
bool is_typed(std::string_view function, schema::FieldType& type);
bool is_window(std::string_view function, WindowParts& parts);

/// The type of Django's field class "IntegerField"; of an unknown one that of a text.
schema::FieldType type_named(std::string_view class_name);

}  // namespace lamin::query
