// Value is one cell of the catalogue: what a column holds, what a condition compares with.
//
// Eight kinds and null.  JSON columns are carried as Json, times as points in time; the text forms that a
// database wants are the dialect's business (sql/dialect.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/json.hpp"
#include "base/time.hpp"

namespace lamin {

class Value {
 public:
  using Variant =
      std::variant<std::monostate, bool, std::int64_t, double, std::string, Timestamp, Date, Duration, Json>;

  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool value) : value_(value) {}
  Value(int value) : value_(std::int64_t{value}) {}
  Value(std::int64_t value) : value_(value) {}
  Value(double value) : value_(value) {}
  Value(const char* value) : value_(std::string(value)) {}
  Value(std::string_view value) : value_(std::string(value)) {}
  Value(std::string value) : value_(std::move(value)) {}
  Value(Timestamp value) : value_(value) {}
  Value(Date value) : value_(value) {}
  Value(Duration value) : value_(value) {}
  Value(Json value) : value_(std::move(value)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  template <class T>
  bool is() const {
    return std::holds_alternative<T>(value_);
  }
  template <class T>
  const T& as() const {
    return std::get<T>(value_);
  }
  template <class T>
  const T* get_if() const {
    return std::get_if<T>(&value_);
  }

  /// The text, or "" for null.  Throws std::bad_variant_access for other kinds.
  std::string_view text() const {
    return is_null() ? std::string_view{} : std::string_view(as<std::string>());
  }
  std::int64_t integer() const { return as<std::int64_t>(); }
  /// False for null.
  bool truth() const { return !is_null() && as<bool>(); }

  const Variant& variant() const { return value_; }
  bool operator==(const Value&) const = default;

 private:
  Variant value_;
};

/// How Python's repr shows the value: 'abc', 3, 2.5, True, None, 2025-04-01 17:42:41 UTC.
std::string python_repr(const Value& value);
/// How Python's str shows the value: the same without quotes around text.
std::string python_str(const Value& value);
/// For `--json`: times as ISO text.
Json to_json(const Value& value);

}  // namespace lamin
