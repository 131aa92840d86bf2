// What pandas writes into a file beside the columns: which of them are the index, and their types before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lamin::formats {

struct PandasMetadata {
  struct Range {
    std::int64_t start = 0;
    std::int64_t step = 1;
  };

  std::vector<std::string> index_columns;                    // names of fields
  std::optional<Range> range;                                // the index is not written but counted
  std::unordered_map<std::string, std::string> numpy_types;  // by the name of the field

  bool is_index(std::string_view field) const;
  std::string numpy_type(const std::string& field) const;
};

/// Reads the metadata of an Arrow schema; what is not there or no such JSON says nothing.
PandasMetadata read_pandas_metadata(const char* metadata);

}  // namespace lamin::formats
