// Copies the bytes of one file with as little work as the file system allows: shared blocks (reflink), a copy
// inside the kernel, or reads and writes.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/descriptor.hpp"

namespace lamin::storage {

/// What tells whether a file is still the one that was looked at.
struct FileState {
  std::int64_t size = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t inode = 0;
  bool operator==(const FileState&) const = default;
};

/// Throws file_missing, permission_denied, io_failed.
FileState file_state(const std::filesystem::path& path);

/// Writes the content of `source` to `destination`, which must not exist; returns the state of `source`.  Not
/// flushed.  With `lock`, the new file stays open there, locked (flock) since before anybody could find it
/// unlocked.  Throws file_missing, permission_denied, storage_full, and io_failed if the file changes while
/// it is copied. `destination` is then removed.
FileState copy_file_bytes(const std::filesystem::path& source, const std::filesystem::path& destination,
                          Descriptor* lock = nullptr);

}  // namespace lamin::storage
