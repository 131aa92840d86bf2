// A Frame is a table read from a file, as far as curation looks at it: the types of its columns, and their
// cells in the form that takes the least work.  Of texts and categories that is the distinct values with the
// place of each row; of numbers, truths and times the values themselves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lamin::formats {

struct FrameColumn {
  /// What `values` are texts of.
  enum class Holds { texts, numbers, dates, others };

  std::string name;
  std::string dtype;  // as pandas calls it: "int64", "category", "object", "bool"
  /// Texts, categories and objects: the place of each row's value in `values`; -1 = missing.
  std::vector<std::int32_t> codes;
  std::vector<std::string> values;
  Holds holds = Holds::texts;
  /// Other types, one of the two, something for each row: whole numbers, truths, and times in the unit of the
  /// type; or reals.
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
  /// Other types: the rows without a value.
  std::vector<std::size_t> missing;
  /// How pandas shows a missing value.
  std::string missing_text = "NaN";

  bool has_texts() const { return dtype == "category" || dtype == "object"; }
  /// The cell as Python's str() shows it; midnights as their day.
  std::string shown(std::size_t row) const;
};

/// "2020-01-01 10:00:00.000000001+00:00" of a count of "s", "ms", "us" or "ns" since 1970, as Python's str()
/// shows it.
std::string time_text(std::int64_t count, std::string_view unit, bool is_zoned);

struct Frame {
  std::string index_name;
  std::vector<std::string> index;  // labels of the rows; none = their numbers
  std::vector<FrameColumn> columns;
  std::size_t rows = 0;
  /// The file says nothing about types: a column of texts may be meant as one of categories.
  bool is_untyped = false;
};

}  // namespace lamin::formats
