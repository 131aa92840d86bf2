// HashCache remembers the hashes of files between processes, so that a folder which did not change is hashed
// by looking at its files, not by reading them.
//
// A file is known by device, inode, size, time of modification and time of change.  A file that was touched
// within two seconds before it was hashed is not remembered: it could change once more with the same times.
//
// It is a cache: what cannot be read or written is treated as not there, nothing throws, and the file may be
// removed at any time.  Processes and threads may share one; a torn or foreign entry is not believed.
//
// The file: a header of 1024 bytes (magic with version, number of buckets, number of entries, checksum) and
// filling, then buckets of 1024 bytes with fourteen entries each.  An entry's bucket follows from device and
// inode; a full bucket forgets its oldest entry.
#pragma once

#include <sys/stat.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <shared_mutex>
#include <span>
#include <vector>

#include "base/descriptor.hpp"

namespace lamin::storage {

/// The characters of a file's hash, always 22.
using FileHash = std::array<char, 22>;

/// What identifies the content of a file as long as nobody lies about times.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970
  std::int64_t changed = 0;

  bool operator==(const FileIdentity&) const = default;
};

FileIdentity identity_of(const struct stat& state);

struct KnownHash {
  FileIdentity identity;
  FileHash hash;
};

namespace hash_cache_file {
struct Entry;
}

class HashCache {
 public:
  /// The cache in the file at `path`, which is made when first something is stored.
  explicit HashCache(std::filesystem::path path);

  /// Prepares for about `files` calls of `find`, which see the cache as it is now.
  void expect(std::size_t files);
  std::optional<FileHash> find(const FileIdentity& identity) const;
  /// Remembers `hashes`, as far as none of the files was touched after `hashed_from` (nanoseconds since 1970)
  /// less two seconds.
  void store(std::span<const KnownHash> hashes, std::int64_t hashed_from);

 private:
  void open();
  void rebuild(std::uint64_t buckets, std::span<const hash_cache_file::Entry> entries);
  void put_in_place(std::span<const hash_cache_file::Entry> entries);

  const std::filesystem::path path_;
  mutable std::shared_mutex mutex_;  // guards what follows
  Descriptor file_;
  std::uint64_t buckets_ = 0;  // 0: there is no usable file
  std::uint64_t entries_ = 0;
  std::vector<unsigned char> table_;  // all buckets, if that is the cheaper way
};

}  // namespace lamin::storage
