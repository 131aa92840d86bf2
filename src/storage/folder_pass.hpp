// One pass over the files of a folder on all cores: each is read once, hashed, and copied if there is
// somewhere to copy it to.
//
// Three kinds of files, by size.  Small ones are read whole, as many as fit into the cache of a core, and
// hashed in vector lanes.  Middle ones are read piece by piece, a lane for each.  Large ones (above 50 MiB)
// are hashed by their first and last chunk.
#pragma once

#include <cstdint>
#include <vector>

#include "storage/folder_hash.hpp"
#include "storage/folder_listing.hpp"
#include "storage/hash_cache.hpp"

namespace lamin::storage {

struct FolderPassOptions {
  const HashCache* cache = nullptr;      // only without `copy_to`
  const Descriptor* copy_to = nullptr;   // a folder that has all folders of the listing
  std::filesystem::path copy_path = {};  // its path, for errors
  const HashProgress* progress = nullptr;
};

struct FolderPassResult {
  std::vector<FileHash> hashes;  // of the files that are hashed, in no order
  std::int64_t size = 0;         // bytes of these files
  std::vector<KnownHash> read;   // what the cache did not know
};

/// Throws as folder_hash.hpp says; the first error of any core ends the pass.
FolderPassResult pass_over(const FolderListing& listing, const FolderPassOptions& options);

/// The hash of a folder from those of its files.  Throws invalid_value if there are none.
ContentHash folder_hash_of(FolderPassResult& result, const std::filesystem::path& path);

}  // namespace lamin::storage
