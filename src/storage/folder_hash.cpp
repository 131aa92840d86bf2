#include "storage/folder_hash.hpp"

#include <chrono>

#include "storage/folder_listing.hpp"
#include "storage/folder_pass.hpp"
#include "storage/hash_cache.hpp"

namespace lamin::storage {

ContentHash hash_folder(const std::filesystem::path& path, HashCache* cache, const HashProgress& progress) {
  using std::chrono::nanoseconds;
  const std::int64_t start = nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  const auto listing = list_folder(path, FolderLinks::passed_over);
  if (cache != nullptr) cache->expect(listing.files.size());
  auto result = pass_over(listing, {.cache = cache, .progress = &progress});
  if (cache != nullptr) cache->store(result.read, start);
  return folder_hash_of(result, path);
}

}  // namespace lamin::storage
