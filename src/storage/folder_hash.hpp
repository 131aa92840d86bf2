// Hashes of folders, and copies that are hashed while they are made (spec: data-model.md 8).
//
// The hash of a folder is that of the hashes of the regular files below it, whatever they are called: hidden
// files count, symlinks to files are followed, symlinks to folders and all else (sockets, broken links) are
// passed over.  All cores work; small files are hashed many at once.
//
// A copy is written under a temporary name beside its destination (`<destination>.lamin-tmp-<random>`),
// brought to disk, and renamed: the destination is there whole or not at all, even after a kill.
//
// All functions may be called from several threads at once.  They throw
//   file_missing       if the source is not there,
//   permission_denied  if a file may not be read or the destination not written, with its path,
//   invalid_value      if a folder holds no files,
//   storage_full       if the destination has no room,
//   io_failed          for all else, with a hint to try again if a file changed while it was read.
// After a failed copy nothing is left of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "base/hash.hpp"

namespace lamin::storage {

class HashCache;

/// Told from time to time how many bytes and files are done, from one thread at a time.
using HashProgress = std::function<void(std::int64_t bytes, std::int64_t files)>;

/// Hash of the folder at `path`, type "md5-d".  With a `cache`, files that it knows are not read.
ContentHash hash_folder(const std::filesystem::path& path, HashCache* cache = nullptr,
                        const HashProgress& progress = {});

/// When a copy counts as done.
enum class Durability {
  on_disk,    // it outlives a crash of the machine
  in_memory,  // it outlives a kill of the process; the system writes it to disk when it likes
};

struct CopyOptions {
  Durability durability = Durability::on_disk;
  HashProgress progress = {};
};

/// Copies the folder `source` to `destination`, replacing what is there, and returns its hash.  Modes and
/// times of files are kept, symlinks become what they point to.  Missing folders above `destination` are
/// made.
ContentHash copy_folder_hashed(const std::filesystem::path& source, const std::filesystem::path& destination,
                               const CopyOptions& options = {});

/// The same for one file; the hash is that of `hash_file`.
ContentHash copy_file_hashed(const std::filesystem::path& source, const std::filesystem::path& destination,
                             const CopyOptions& options = {});

/// What stands between the name of a destination and the random part of its temporary name.
inline constexpr std::string_view temporary_mark = ".lamin-tmp-";

}  // namespace lamin::storage
