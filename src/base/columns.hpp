// Columns are a table in memory, one typed array a column: what a query answers when many rows are wanted,
// and what bindings turn into data frames.  The layout is Arrow's (values, a validity byte per row, offsets
// for text), so a Column can be lent out through the Arrow C data interface without a copy.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lamin {

struct Column {
  enum class Type { boolean, integer, real, text, timestamp, date, duration, json };

  std::string name;
  Type type = Type::text;
  /// One byte a row, 1 = has a value.
  std::vector<std::uint8_t> valid;
  /// boolean, integer, timestamp and duration (microseconds), date (days).
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
  /// text and json: row i is bytes [offsets[i], offsets[i + 1]) of `bytes`.
  std::vector<std::int64_t> offsets{0};
  std::string bytes;

  std::size_t size() const { return valid.size(); }
  bool has_value(std::size_t row) const { return valid[row] != 0; }
  std::string_view text(std::size_t row) const {
    return std::string_view(bytes).substr(static_cast<std::size_t>(offsets[row]),
                                          static_cast<std::size_t>(offsets[row + 1] - offsets[row]));
  }
};

struct Columns {
  std::vector<Column> columns;
  std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
};

}  // namespace lamin
