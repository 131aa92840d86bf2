// Moves the bytes of one open file into another in the cheapest way that the file systems have.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>

#include "base/descriptor.hpp"

namespace lamin::storage {

/// Lets `to` share the blocks of `from` (a reflink).  Returns false, and does nothing, where that is not
/// possible.
bool clone_bytes(const Descriptor& from, const Descriptor& to);
/// Copies all bytes of `from`, which says that they are `size`, to `to`, which is empty.  `destination` is
/// for the error.  Throws throw_file_changed if `from` turns out shorter.
void copy_bytes(const Descriptor& from, const Descriptor& to, std::int64_t size,
                const std::filesystem::path& source, const std::filesystem::path& destination);
/// Writes all bytes.  `path` is for the error.
void write_all(const Descriptor& file, const char* bytes, std::size_t size,
               const std::filesystem::path& path);
struct stat state_of(const Descriptor& file, const std::filesystem::path& path);
/// Throws io_failed with the hint to try again.
[[noreturn]] void throw_file_changed(const std::filesystem::path& path);
/// Gives `file` the mode and the times of `like`.
void keep_mode_and_times(const Descriptor& file, const struct stat& like);

/// `<destination>.lamin-tmp-<random>`.
std::filesystem::path temporary_name(const std::filesystem::path& destination);
/// Makes the folders above `path` that are missing.
void make_parents(const std::filesystem::path& path);
/// Brings the names in the folder at `path` to disk.
void sync_folder(const std::filesystem::path& path);

}  // namespace lamin::storage
