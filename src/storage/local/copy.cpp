#include "storage/local/copy.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "base/system_error.hpp"
#include "storage/copy_bytes.hpp"

namespace lamin::storage {
namespace {

constexpr std::int64_t small = 64 * 1024;  // below, asking for shared blocks costs more than the copy

FileState file_state_of(const struct stat& status) {
  return {.size = status.st_size,
          .modified_ns = status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec,
          .inode = status.st_ino};
}

void require_unchanged(const FileState& before, const Descriptor& source, const std::filesystem::path& path) {
  if (file_state_of(state_of(source, path)) == before) return;
  throw Error(ErrorCode::io_failed, "The file changed while it was copied: '" + path.string() + "'")
      .hint("Wait until it is complete and try again.");
}

Descriptor open_new(const std::filesystem::path& path) {
  return Descriptor::open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
}

// A sweep that came between opening and locking has removed the file, which then has no name left.
Descriptor open_locked(const std::filesystem::path& path) {
  while (true) {
    Descriptor file = open_new(path);
    ::flock(file.number(), LOCK_SH);
    struct stat status{};
    if (::fstat(file.number(), &status) == 0 && status.st_nlink > 0) return file;
  }
}

}  // namespace

FileState file_state(const std::filesystem::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) throw_system_error(path);
  return file_state_of(status);
}

FileState copy_file_bytes(const std::filesystem::path& source, const std::filesystem::path& destination,
                          Descriptor* lock) {
  const Descriptor from = Descriptor::open(source, O_RDONLY);
  const FileState before = file_state_of(state_of(from, source));
  Descriptor to = lock ? open_locked(destination) : open_new(destination);
  try {
    if (before.size <= small || !clone_bytes(from, to))
      copy_bytes(from, to, before.size, source, destination);
    require_unchanged(before, from, source);
  } catch (...) {
    ::unlink(destination.c_str());
    throw;
  }
  if (lock) *lock = std::move(to);
  return before;
}

}  // namespace lamin::storage
