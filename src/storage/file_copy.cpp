#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <future>
#include <vector>

#include "base/system_error.hpp"
#include "storage/copy_bytes.hpp"
#include "storage/folder_hash.hpp"
#include "storage/hash_cache.hpp"

namespace lamin::storage {
namespace {

namespace fs = std::filesystem;

// Up to here one thread reads, hashes and writes; above, one hashes while the other copies.
constexpr std::int64_t alone_bytes = 1024 * 1024;

// A file under a temporary name; removed unless it was given its own.
class TemporaryFile {
 public:
  TemporaryFile(const fs::path& destination, unsigned mode)
      : destination_(destination),
        path_(temporary_name(destination)),
        file_(Descriptor::open(path_, O_WRONLY | O_CREAT | O_EXCL, mode)) {}
  ~TemporaryFile() {
    if (!has_place_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const fs::path& path() const { return path_; }
  const Descriptor& file() const { return file_; }

  void take_place() {
    if (std::rename(path_.c_str(), destination_.c_str()) != 0) throw_system_error(destination_);
    has_place_ = true;
  }

 private:
  fs::path destination_;
  fs::path path_;
  Descriptor file_;
  bool has_place_ = false;
};

struct Source {
  const fs::path& path;
  Descriptor file;
  struct stat state;

  explicit Source(const fs::path& source_path)
      : path(source_path), file(Descriptor::open(path, O_RDONLY)), state(state_of(file, path)) {
    if (S_ISDIR(state.st_mode)) throw system_error(EISDIR, path);
  }

  void check_unchanged() const {
    const auto before = identity_of(state), after = identity_of(state_of(file, path));
    if (before.size != after.size || before.modified != after.modified) throw_file_changed(path);
  }
};

ContentHash copy_small(const Source& source, const TemporaryFile& copy) {
  const auto size = static_cast<std::size_t>(source.state.st_size);
  std::vector<char> bytes(size + 1);
  std::size_t have = 0;
  while (have <= size) {
    const ssize_t got = source.file.read(bytes.data() + have, bytes.size() - have);
    if (got < 0) throw_system_error(source.path);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  if (have != size) throw_file_changed(source.path);
  write_all(copy.file(), bytes.data(), size, copy.path());
  return {.hash = hash_string({bytes.data(), size}), .type = "md5", .size = source.state.st_size};
}

ContentHash copy_big(const Source& source, const TemporaryFile& copy) {
  if (clone_bytes(source.file, copy.file())) return hash_file(source.path);
  auto hash = std::async(std::launch::async, [&] { return hash_file(source.path); });
  copy_bytes(source.file, copy.file(), source.state.st_size, source.path, copy.path());
  return hash.get();
}

}  // namespace

ContentHash copy_file_hashed(const fs::path& source_path, const fs::path& destination,
                             const CopyOptions& options) {
  const Source source(source_path);
  make_parents(destination);
  TemporaryFile copy(destination, source.state.st_mode & 0777);
  const ContentHash hash =
      source.state.st_size <= alone_bytes ? copy_small(source, copy) : copy_big(source, copy);
  source.check_unchanged();
  keep_mode_and_times(copy.file(), source.state);
  const bool synced = options.durability == Durability::on_disk;
  if (synced && ::fsync(copy.file().number()) != 0) throw_system_error(destination);
  copy.take_place();
  if (synced) sync_folder(destination.parent_path());
  if (options.progress) options.progress(hash.size, 1);
  return hash;
}

}  // namespace lamin::storage
