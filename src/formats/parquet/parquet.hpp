// Parquet files, through Arrow's library, which `lamin_parquet.so` brings in when the first such file is
// read.
//
// A Frame is what pandas makes of the file: an index that pandas has written becomes the labels of the rows,
// not a column, and types are those of the Series.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "formats/frame.hpp"

namespace lamin::formats {

/// Whether a column is to be read; the others have their name and nothing else.
using Wanted = std::function<bool(std::string_view name)>;

/// Throws file_missing; invalid_value for a file that is no parquet, or cut off, or damaged; unsupported,
/// saying what to install, if the library is not there.
Frame read_parquet(const std::filesystem::path& path, const Wanted& is_wanted = {});
/// Whether the library is there.
bool can_read_parquet();

}  // namespace lamin::formats
