#include "storage/folder_listing.hpp"
#include "base/system_error.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <memory>
#include <string_view>

#include "base/error.hpp"

namespace lamin::storage {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

// A link that leads back is met again and again; the system itself gives up at forty.
constexpr int most_links = 32;

struct Pending {
  std::string path;  // relative to the root, with a slash at the end unless empty
  bool is_hashed;
  int links;  // symlinks on the way here
};

class Walk {
 public:
  Walk(const std::filesystem::path& path, FolderLinks links) : links_(links) {
    listing_.root_path = path;
    listing_.root = Descriptor::open(path, O_RDONLY | O_DIRECTORY);
  }

  FolderListing run() && {
    pending_.push_back({"", true, 0});
    while (!pending_.empty()) {
      const Pending folder = std::move(pending_.back());
      pending_.pop_back();
      list(folder);
    }
    return std::move(listing_);
  }

 private:
  [[noreturn]] void fail(int error, const std::string& relative) const {
    throw system_error(error, listing_.root_path / relative);
  }

  void list(const Pending& folder) {
    const std::string name = folder.path.empty() ? "." : folder.path;
    const int descriptor = ::openat(listing_.root.number(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const OpenFolder entries(descriptor < 0 ? nullptr : ::fdopendir(descriptor));
    if (!entries) fail(errno, name);
    errno = 0;
    while (const dirent* entry = ::readdir(entries.get())) {
      const std::string_view entry_name = entry->d_name;
      if (entry_name != "." && entry_name != "..") add(folder, entry_name, entry->d_type);
      errno = 0;
    }
    if (errno != 0) fail(errno, name);
  }

  void add(const Pending& folder, std::string_view name, unsigned char type) {
    std::string path = folder.path;
    path += name;
    if (type == DT_UNKNOWN) type = type_of(path, AT_SYMLINK_NOFOLLOW);
    const bool is_link = type == DT_LNK;
    if (is_link) type = type_of(path, 0);
    if (type == DT_REG)
      listing_.files.push_back({std::move(path), folder.is_hashed});
    else if (type == DT_DIR && (!is_link || links_ == FolderLinks::followed))
      add_folder(folder, path, is_link);
    else if (type != DT_DIR && links_ == FolderLinks::followed)
      fail_special(path, type);
  }

  void add_folder(const Pending& folder, const std::string& path, bool is_link) {
    if (folder.links + is_link > most_links) fail(ELOOP, path);
    listing_.folders.push_back(path);
    pending_.push_back({path + "/", folder.is_hashed && !is_link, folder.links + is_link});
  }

  // DT_UNKNOWN if nothing is there.
  unsigned char type_of(const std::string& path, int flags) const {
    struct stat state{};
    if (::fstatat(listing_.root.number(), path.c_str(), &state, flags) == 0) return IFTODT(state.st_mode);
    if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) fail(errno, path);
    return DT_UNKNOWN;
  }

  [[noreturn]] void fail_special(const std::string& path, unsigned char type) const {
    if (type == DT_UNKNOWN) fail(ENOENT, path);
    throw Error{ErrorCode::io_failed, "Neither a file nor a folder"}.with(
        "path", (listing_.root_path / path).string());
  }

  FolderLinks links_;
  FolderListing listing_;
  std::vector<Pending> pending_;
};

}  // namespace

FolderListing list_folder(const std::filesystem::path& path, FolderLinks links) {
  return Walk(path, links).run();
}

}  // namespace lamin::storage
