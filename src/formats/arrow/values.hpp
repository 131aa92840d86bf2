// An Arrow array as one typed list of values: what format strings and buffers mean, for every type that
// tables have. Nested and rare types (lists, structs, decimals) know only which rows have a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/arrow/abi.hpp"

namespace lamin::formats::arrow {

enum class Kind { nothing, truth, whole, real, text, bytes, date, time, duration, other };

/// What the format of a field says: "tsn:UTC" is a time, with the unit "ns" and a zone.
struct Type {
  Kind kind = Kind::other;
  std::string unit;        // of times and durations
  std::string zone;        // of times
  std::string numpy_name;  // of numbers: "int8", "float64"
  std::string title;       // of others, for a person: "a list"
};
Type type_of(std::string_view format);

class Values {
 public:
  /// Lends both, which must outlive it.
  Values(const ArrowSchema& schema, const ArrowArray& array);

  const Type& type() const { return type_; }
  std::size_t size() const { return static_cast<std::size_t>(array_.length); }
  bool has(std::size_t row) const;
  /// Whole numbers, truths, dates (in days), times and durations (in their unit).  Of uint64 the same bits.
  std::int64_t whole(std::size_t row) const;
  double real(std::size_t row) const;
  /// Texts and bytes.
  std::string_view bytes(std::size_t row) const;
  /// As Python's str() shows the value.
  std::string shown(std::size_t row) const;

  /// Where the values lie: of two arrays that are both alive, the same means the same values.
  const void* identity() const { return array_.n_buffers > 1 ? array_.buffers[1] : nullptr; }

 private:
  template <class T>
  T at(std::size_t row) const {
    return static_cast<const T*>(array_.buffers[1])[place(row)];
  }
  std::size_t place(std::size_t row) const { return row + static_cast<std::size_t>(array_.offset); }
  std::string_view view(std::size_t row) const;

  const ArrowArray& array_;
  Type type_;
  char letter_ = 0;  // the first of the format
  bool is_in_days_ = false;
};

}  // namespace lamin::formats::arrow
