#include "storage/local/copy.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include <algorithm>
#include <memory>

#include "storage/local/descriptor.hpp"
#include "storage/local/system_error.hpp"

namespace lamin::storage {
namespace {

FileState state_of(const struct stat& status) {
  return {.size = status.st_size,
          .modified_ns = status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec,
          .inode = status.st_ino};
}

FileState state_of(const Descriptor& file, const std::filesystem::path& path) {
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) throw_system_error(path);
  return state_of(status);
}

void write_all(const Descriptor& target, const char* bytes, std::size_t size,
               const std::filesystem::path& path) {
  while (size > 0) {
    const ssize_t written = ::write(target.number(), bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_system_error(path);
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

void read_and_write(const Descriptor& source, const Descriptor& target, std::int64_t size,
                    const std::filesystem::path& from, const std::filesystem::path& to) {
  // One byte more shows the end of the file; some files do not say how long they are.
  const auto piece = static_cast<std::size_t>(std::clamp<std::int64_t>(size + 1, 4096, 1 << 20));
  const auto buffer = std::make_unique_for_overwrite<char[]>(piece);
  while (true) {
    const ssize_t count = ::read(source.number(), buffer.get(), piece);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_system_error(from);
    if (count == 0) return;
    write_all(target, buffer.get(), static_cast<std::size_t>(count), to);
  }
}

/// False if the kernel cannot copy between these two files; nothing has been written then.
bool copy_in_kernel(const Descriptor& source, const Descriptor& target, std::int64_t size,
                    const std::filesystem::path& to) {
  std::int64_t done = 0;
  while (done < size) {
    const ssize_t count = ::copy_file_range(source.number(), nullptr, target.number(), nullptr,
                                            static_cast<std::size_t>(size - done), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && done == 0 &&
        (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)) {
      return false;
    }
    if (count < 0) throw_system_error(to);
    if (count == 0) return done > 0;  // shorter than it was; or a file of /proc, which copies as empty
    done += count;
  }
  return size > 0;
}

void copy_bytes(const Descriptor& source, const Descriptor& target, std::int64_t size,
                const std::filesystem::path& from, const std::filesystem::path& to) {
  constexpr std::int64_t small = 64 * 1024;  // below, asking for shared blocks costs more than the copy
  if (size > small && ::ioctl(target.number(), FICLONE, source.number()) == 0) return;
  if (size > small && copy_in_kernel(source, target, size, to)) return;
  read_and_write(source, target, size, from, to);
}

void require_unchanged(const FileState& before, const Descriptor& source, const std::filesystem::path& path) {
  if (state_of(source, path) == before) return;
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
  return state_of(status);
}

FileState copy_file_bytes(const std::filesystem::path& source, const std::filesystem::path& destination,
                          Descriptor* lock) {
  const Descriptor from = Descriptor::open(source, O_RDONLY);
  const FileState before = state_of(from, source);
  Descriptor to = lock ? open_locked(destination) : open_new(destination);
  try {
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
