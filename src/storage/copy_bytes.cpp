#include "storage/copy_bytes.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/system_error.hpp"
#include "base/uid.hpp"
#include "storage/folder_hash.hpp"

namespace lamin::storage {
namespace {

constexpr std::int64_t piece_bytes = 1024 * 1024;

bool is_not_possible(int error) {
  return error == EXDEV || error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EBADF ||
         error == EPERM;
}

// Returns how many bytes the kernel copied by itself: all, or none where it cannot.
std::int64_t copy_in_kernel(const Descriptor& from, const Descriptor& to, std::int64_t size,
                            const std::filesystem::path& source, const std::filesystem::path& destination) {
  for (std::int64_t done = 0;;) {
    if (done == size) return done;
    const ssize_t copied = ::copy_file_range(from.number(), nullptr, to.number(), nullptr,
                                             static_cast<std::size_t>(size - done), 0);
    if (copied < 0 && errno == EINTR) continue;
    if (copied < 0 && done == 0 && is_not_possible(errno)) return 0;
    if (copied < 0) throw_system_error(destination);
    // Some file systems answer 0 for files that they make up as they are read.
    if (copied == 0 && done == 0) return 0;
    if (copied == 0) throw_file_changed(source);
    done += copied;
  }
}

}  // namespace

bool clone_bytes(const Descriptor& from, const Descriptor& to) {
  return ::ioctl(to.number(), FICLONE, from.number()) == 0;
}

void copy_bytes(const Descriptor& from, const Descriptor& to, std::int64_t size,
                const std::filesystem::path& source, const std::filesystem::path& destination) {
  constexpr std::int64_t small = 64 * 1024;  // below, asking the kernel costs more than the copy
  std::int64_t done = size > small ? copy_in_kernel(from, to, size, source, destination) : 0;
  if (size > 0 && done == size) return;
  // One byte more shows the end of the file; some files do not say how long they are.
  const auto piece = static_cast<std::size_t>(std::clamp<std::int64_t>(size + 1, 4096, piece_bytes));
  const auto buffer = std::make_unique_for_overwrite<char[]>(piece);
  while (true) {
    const ssize_t got = from.read_at(buffer.get(), piece, done);
    if (got < 0) throw_system_error(source);
    if (got == 0) break;
    write_all(to, buffer.get(), static_cast<std::size_t>(got), destination);
    done += got;
  }
  if (done < size) throw_file_changed(source);
}

void write_all(const Descriptor& file, const char* bytes, std::size_t size,
               const std::filesystem::path& path) {
  if (!file.write({bytes, size})) throw_system_error(path);
}

struct stat state_of(const Descriptor& file, const std::filesystem::path& path) {
  struct stat state{};
  if (::fstat(file.number(), &state) != 0) throw_system_error(path);
  return state;
}

void throw_file_changed(const std::filesystem::path& path) {
  throw Error{ErrorCode::io_failed, "The file changed while it was read: '" + path.string() + "'"}.hint(
      "Wait until it is complete and try again.");
}

void keep_mode_and_times(const Descriptor& file, const struct stat& like) {
  // A destination that keeps no modes or times (some network file systems) is as good as one that does.
  [[maybe_unused]] const int mode_kept = ::fchmod(file.number(), like.st_mode & 07777);
  const timespec times[2] = {like.st_atim, like.st_mtim};
  ::futimens(file.number(), times);
}

std::filesystem::path temporary_name(const std::filesystem::path& destination) {
  std::filesystem::path name = destination.has_filename() ? destination : destination.parent_path();
  name += temporary_mark;
  name += random_base62(8);
  return name;
}

void make_parents(const std::filesystem::path& path) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) throw system_error(error.value(), path.parent_path());
}

void sync_folder(const std::filesystem::path& path) {
  const auto folder = Descriptor::open(path.empty() ? "." : path, O_RDONLY | O_DIRECTORY);
  if (::fsync(folder.number()) != 0 && errno != EINVAL && errno != EROFS) throw_system_error(path);
}

}  // namespace lamin::storage
