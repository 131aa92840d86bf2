// Tables of comma-separated text, with a line of names; quotes as in RFC 4180.  Types follow from the values
// as pandas reads them: whole numbers, numbers, True and False, else text; empty cells and "NA", "NaN",
// "null" are missing.
#pragma once

#include <filesystem>
#include <string_view>

#include "formats/frame.hpp"

namespace lamin::formats {

/// Throws invalid_value, naming the line, for a row with too many cells or a quote without an end.
Frame parse_csv(std::string_view text, char separator = ',');
/// `.tsv` is separated by tabs.  Throws file_missing, permission_denied, io_failed.
Frame read_csv(const std::filesystem::path& path);

}  // namespace lamin::formats
