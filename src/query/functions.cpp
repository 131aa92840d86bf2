#include "query/functions.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "schema/field_names.hpp"

namespace lamin::query {
namespace {

using schema::FieldType;

bool is_word(std::string_view name) {
  return !name.empty() && (name.front() < '0' || name.front() > '9') && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool takes(std::string_view& text, std::string_view begin) {
  if (!text.starts_with(begin)) return false;
  text.remove_prefix(begin.size());
  return true;
}

std::size_t number_in(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string with_type(std::string_view what, FieldType type) {
  return std::string(what) + std::to_string(static_cast<int>(type));
}

bool has_type(std::string_view function, std::string_view what, FieldType& type) {
  if (!takes(function, what)) return false;
  type = static_cast<FieldType>(number_in(function));
  return true;
}

// Types that differ in their columns only are one.
FieldType kind_of(FieldType type) {
  switch (type) {
    case FieldType::small_auto:
    case FieldType::automatic:
    case FieldType::big_auto:
    case FieldType::small_integer:
    case FieldType::integer:
    case FieldType::big_integer:
    case FieldType::foreign_key:
    case FieldType::one_to_one:
      return FieldType::big_integer;
    case FieldType::real:
    case FieldType::boolean:
    case FieldType::date:
    case FieldType::timestamp:
    case FieldType::duration:
    case FieldType::json:
      return type;
    default:
      return FieldType::long_text;
  }
}

}  // namespace

Expression call(std::string name, std::vector<Expression> parts) {
  if (!is_word(name))
    throw Error{ErrorCode::invalid_value, "This is no name of a function of a database"}.with("name", name);
  return Expression::function("call " + name, std::move(parts));
}

Expression cast(Expression part, FieldType type) {
  return Expression::function(with_type("cast ", kind_of(type)), {std::move(part)});
}

Expression typed_as(Expression part, FieldType type) {
  return Expression::function(with_type("typed ", kind_of(type)), {std::move(part)});
}

Expression window(Expression of, std::vector<Expression> partition,
                  std::vector<std::pair<Expression, bool>> order) {
  std::string name = "window " + std::to_string(partition.size()) + " ";
  std::vector<Expression> parts{std::move(of)};
  for (Expression& one : partition) parts.push_back(std::move(one));
  for (auto& [one, descending] : order) {
    parts.push_back(std::move(one));
    name += descending ? '-' : '+';
  }
  return Expression::function(std::move(name), std::move(parts));
}

bool is_call(std::string_view function, std::string& name) {
  if (!takes(function, "call ")) return false;
  name = function;
  return true;
}

bool is_cast(std::string_view function, FieldType& type) {
  return has_type(function, "cast ", type);
}

bool is_typed(std::string_view function, FieldType& type) {
  return has_type(function, "typed ", type);
}

bool is_window(std::string_view function, WindowParts& parts) {
  if (!takes(function, "window ")) return false;
  parts.partitions = number_in(function);
  parts.directions = function.substr(function.find(' ') + 1);
  return true;
}

FieldType type_named(std::string_view class_name) {
  for (int type = 0; type <= static_cast<int>(FieldType::one_to_one); ++type)
    if (schema::class_name(static_cast<FieldType>(type)) == class_name)
      return kind_of(static_cast<FieldType>(type));
  if (class_name.ends_with("IntegerField")) return FieldType::big_integer;
  return class_name == "DecimalField" ? FieldType::real : FieldType::long_text;
}

}  // namespace lamin::query
