// Json is a value of the JSON data model.  Objects keep the order in which keys were inserted.
//
// Two text forms matter to the catalogue and are written by our own writer: `python_text`, what
// Python's json.dumps gives by default (", ", ": ", \u escapes, 1e-05), which is what JSON columns hold in
// SQLite; and the same with sorted keys, which is what hashes are taken of (base/hash.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lamin {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(double value) : value_(value) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}

  static Json array() { return Json(Array{}); }
  static Json object() { return Json(Object{}); }

  /// Parses `text`.  Throws invalid_value, naming the place, if it is not JSON.
  static Json parse(std::string_view text);

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_boolean() const { return std::holds_alternative<bool>(value_); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(value_); }
  bool is_real() const { return std::holds_alternative<double>(value_); }
  bool is_text() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  bool boolean() const { return std::get<bool>(value_); }
  std::int64_t integer() const { return std::get<std::int64_t>(value_); }
  double real() const { return std::get<double>(value_); }
  const std::string& text() const { return std::get<std::string>(value_); }
  const Array& elements() const { return std::get<Array>(value_); }
  Array& elements() { return std::get<Array>(value_); }
  const Object& members() const { return std::get<Object>(value_); }
  Object& members() { return std::get<Object>(value_); }

  /// The member `key`, or nullptr if this is no object or has no such key.
  const Json* find(std::string_view key) const;
  /// The member `key`, added as null if it is missing; a null value becomes an object.
  Json& operator[](std::string_view key);
  /// Appends to an array; a null value becomes an array.
  void push_back(Json value);

  /// As Python's `json.dumps(value)`; keys sorted at all levels when `sort_keys`.
  std::string python_text(bool sort_keys = false) const;
  /// For people: two blanks of indentation, UTF-8 left as it is, null for numbers that JSON does not have.
  std::string pretty_text() const;
  /// One line, UTF-8 left as it is, no blanks, null for numbers that JSON does not have.
  std::string compact_text() const;

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

/// The shortest text that reads back as `value`, as Python's repr writes it: 1.0, 1e-05, 1e+16, nan, inf.
std::string python_text(double value);

}  // namespace lamin
