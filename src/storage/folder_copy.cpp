#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/system_error.hpp"
#include "storage/copy_bytes.hpp"
#include "storage/folder_hash.hpp"
#include "storage/folder_pass.hpp"

namespace lamin::storage {
namespace {

namespace fs = std::filesystem;

// A folder under a temporary name; removed with all in it unless it was given its own.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const fs::path& destination)
      : destination_(destination), path_(temporary_name(destination)) {
    if (::mkdir(path_.c_str(), 0777) != 0) throw_system_error(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }

  // What was at the destination has the temporary name afterwards, and goes with it.
  void take_place() {
    if (std::rename(path_.c_str(), destination_.c_str()) == 0) return;
    if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR) throw_system_error(destination_);
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, destination_.c_str(), RENAME_EXCHANGE) == 0) return;
    const fs::path old = temporary_name(destination_);
    if (std::rename(destination_.c_str(), old.c_str()) != 0) throw_system_error(destination_);
    if (std::rename(path_.c_str(), destination_.c_str()) != 0) {
      const int error = errno;
      std::rename(old.c_str(), destination_.c_str());
      throw system_error(error, destination_);
    }
    path_ = old;
  }

 private:
  fs::path destination_;
  fs::path path_;
};

void make_folders(const FolderListing& listing, const Descriptor& root, const fs::path& path) {
  for (const std::string& folder : listing.folders)
    if (::mkdirat(root.number(), folder.c_str(), 0777) != 0) throw_system_error(path / folder);
}

// Last: a folder that may not be written could not have taken its files.
void keep_folder_modes(const FolderListing& listing, const Descriptor& root) {
  const auto keep = [&](const char* name) {
    struct stat state{};
    if (::fstatat(listing.root.number(), name, &state, 0) == 0)
      ::fchmodat(root.number(), name, state.st_mode & 07777, 0);
  };
  for (const std::string& folder : listing.folders) keep(folder.c_str());
  keep(".");
}

}  // namespace

ContentHash copy_folder_hashed(const fs::path& source, const fs::path& destination,
                               const CopyOptions& options) {
  const auto listing = list_folder(source, FolderLinks::followed);
  const fs::path target = destination.has_filename() ? destination : destination.parent_path();
  const fs::path parent = target.parent_path();
  make_parents(target);
  TemporaryFolder temporary(target);
  const auto root = Descriptor::open(temporary.path(), O_RDONLY | O_DIRECTORY);
  make_folders(listing, root, temporary.path());
  auto result =
      pass_over(listing, {.copy_to = &root, .copy_path = temporary.path(), .progress = &options.progress});
  const ContentHash hash = folder_hash_of(result, source);
  keep_folder_modes(listing, root);
  // One call for all files: an fsync each would write the journal as many times.
  const bool synced = options.durability == Durability::on_disk;
  if (synced && ::syncfs(root.number()) != 0) throw_system_error(target);
  temporary.take_place();
  if (synced) sync_folder(parent);
  return hash;
}

}  // namespace lamin::storage
