// Files as one piece of text (or bytes), which several processes may read and write at the same time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lamin {

/// The content of `path`, or nothing if there is no such file.  Throws permission_denied, io_failed.
std::optional<std::string> read_text_file(const std::filesystem::path& path);

/// Puts `content` into place by a rename, so that readers see the old or the new content, never half of one.
/// Throws file_missing (no such folder), permission_denied, storage_full, io_failed; the old content then
/// stands.
void replace_text_file(const std::filesystem::path& path, std::string_view content);

/// Makes sure that the empty file `path` is there, or is not.  Throws as `replace_text_file`.
void set_flag_file(const std::filesystem::path& path, bool present);

/// The folder and those above it.  Throws permission_denied, storage_full, io_failed.
void make_folders(const std::filesystem::path& folder);

}  // namespace lamin
