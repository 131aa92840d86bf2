// A Frame is a table read from a file, as far as curation looks at it: the types of its columns, and of texts
// and categories the distinct values with the place of each row.  Numbers keep only which rows have none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lamin::formats {

struct FrameColumn {
  std::string name;
  std::string dtype;  // as pandas calls it: "int64", "category", "object", "bool"
  /// Texts and categories: the place of each row's value in `values`; -1 = missing.
  std::vector<std::int32_t> codes;
  std::vector<std::string> values;
  /// Other types: the rows without a value.
  std::vector<std::size_t> missing;

  bool has_texts() const { return dtype == "category" || dtype == "object"; }
};

struct Frame {
  std::string index_name;
  std::vector<std::string> index;  // labels of the rows
  std::vector<FrameColumn> columns;
  std::size_t rows = 0;
  /// The file says nothing about types: a column of texts may be meant as one of categories.
  bool is_untyped = false;
};

}  // namespace lamin::formats
