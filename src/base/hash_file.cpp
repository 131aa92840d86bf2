#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <future>
#include <memory>
#include <semaphore>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/md5.hpp"
#include "base/sha1.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

// Large enough to make system calls cheap, small enough to stay in the second-level cache.
constexpr std::size_t read_bytes = 256 * 1024;
// Below this a second thread costs more than it gains.
constexpr std::int64_t worth_a_thread = 1024 * 1024;

[[noreturn]] void fail(const fs::path& path, int error) {
  const std::string name = path.string();
  if (error == ENOENT || error == ENOTDIR)
    throw Error{ErrorCode::file_missing, "No such file"}.with("path", name);
  if (error == EACCES || error == EPERM)
    throw Error{ErrorCode::permission_denied, "The file may not be read"}.with("path", name);
  if (error == EISDIR) throw Error{ErrorCode::io_failed, "A folder, not a file"}.with("path", name);
  throw Error{ErrorCode::io_failed, "The file cannot be read"}
      .with("path", name)
      .with("reason", std::strerror(error));
}

[[noreturn]] void fail_changed(const fs::path& path) {
  throw Error{ErrorCode::io_failed, "The file changed while it was read"}
      .with("path", path.string())
      .hint("Try again when nothing writes to it.");
}

class File {
 public:
  explicit File(const fs::path& path) : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (!descriptor_.is_open()) fail(path_, errno);
    state_ = look();
    if (S_ISDIR(state_.st_mode)) fail(path_, EISDIR);
  }

  std::int64_t size() const { return state_.st_size; }

  // Calls `update` with the bytes from `offset` to `end`, piece by piece.
  template <class Update>
  void read(std::int64_t offset, std::int64_t end, Update update) const {
    const auto buffer = std::make_unique_for_overwrite<char[]>(read_bytes);
    for (; offset < end; offset += read_bytes) {
      update(fill(buffer.get(), offset, std::min<std::int64_t>(read_bytes, end - offset)));
    }
  }

  // All `size` bytes from `offset`.
  std::string_view fill(char* buffer, std::int64_t offset, std::int64_t size) const {
    for (std::int64_t held = 0; held < size;) {
      const ssize_t got =
          descriptor_.read_at(buffer + held, static_cast<std::size_t>(size - held), offset + held);
      if (got < 0) fail(path_, errno);
      if (got == 0) fail_changed(path_);
      held += got;
    }
    return {buffer, static_cast<std::size_t>(size)};
  }

  void check_unchanged() const {
    const struct stat after = look();
    const auto same_time = [](const timespec& a, const timespec& b) {
      return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
    };
    if (after.st_size != state_.st_size || !same_time(after.st_mtim, state_.st_mtim)) fail_changed(path_);
  }

 private:
  struct stat look() const {
    struct stat state{};
    if (::fstat(descriptor_.number(), &state) != 0) fail(path_, errno);
    return state;
  }

  const fs::path& path_;
  Descriptor descriptor_;
  struct stat state_{};
};

Md5Digest md5_of(const File& file) {
  Md5 hash;
  file.read(0, file.size(), [&](std::string_view bytes) { hash.update(bytes); });
  return hash.finish();
}

Sha1Digest sha1_of(const File& file, std::int64_t offset, std::int64_t end) {
  Sha1 hash;
  file.read(offset, end, [&](std::string_view bytes) { hash.update(bytes); });
  return hash.finish();
}

// The first and the last `chunk` bytes of a file side by side, read a few pieces ahead by a thread of its
// own.
class BothEnds {
 public:
  BothEnds(const File& file, std::int64_t chunk)
      : file_(file), chunk_(chunk), reader_(std::async(std::launch::async, [this] { read(); })) {}

  // Calls `update` with the next bytes of both.
  template <class Update>
  void take(Update update) {
    std::size_t turn = 0;
    for (std::int64_t offset = 0; offset < chunk_; offset += piece_bytes, turn = (turn + 1) % pieces) {
      filled_.acquire();
      if (failed_) break;
      const auto size = static_cast<std::size_t>(std::min(piece_bytes, chunk_ - offset));
      update(std::string_view(pieces_[turn].first.data(), size),
             std::string_view(pieces_[turn].last.data(), size));
      free_.release();
    }
    reader_.get();
  }

 private:
  static constexpr std::int64_t piece_bytes = 128 * 1024;
  static constexpr std::size_t pieces = 4;
  struct Piece {
    std::array<char, piece_bytes> first, last;
  };

  void read() try {
    std::size_t turn = 0;
    for (std::int64_t offset = 0; offset < chunk_; offset += piece_bytes, turn = (turn + 1) % pieces) {
      free_.acquire();
      const std::int64_t size = std::min(piece_bytes, chunk_ - offset);
      file_.fill(pieces_[turn].first.data(), offset, size);
      file_.fill(pieces_[turn].last.data(), file_.size() - chunk_ + offset, size);
      filled_.release();
    }
  } catch (...) {
    failed_ = true;
    filled_.release();
    throw;
  }

  const File& file_;
  std::int64_t chunk_;
  std::unique_ptr<Piece[]> pieces_ = std::make_unique_for_overwrite<Piece[]>(pieces);
  std::counting_semaphore<pieces> free_{pieces};
  std::counting_semaphore<pieces> filled_{0};
  std::atomic<bool> failed_ = false;
  std::future<void> reader_;
};

std::string first_last_hash(const File& file, std::int64_t chunk) {
  std::array<Sha1Digest, 2> digests;
  if (chunk < worth_a_thread) {
    digests = {sha1_of(file, 0, chunk), sha1_of(file, file.size() - chunk, file.size())};
  } else {
    Sha1 first, last;
    BothEnds(file, chunk).take([&](std::string_view some, std::string_view others) {
      first.update_with(some, last, others);
    });
    digests = {first.finish(), last.finish()};
  }
  return base64_22(sha1({reinterpret_cast<const char*>(digests.data()), sizeof digests}));
}

}  // namespace

ContentHash hash_file(const fs::path& path, std::int64_t chunk_bytes) {
  const File file(path);
  const bool whole = file.size() <= chunk_bytes;
  ContentHash result{.hash = whole ? base64_22(md5_of(file)) : first_last_hash(file, chunk_bytes),
                     .type = whole ? "md5" : "sha1-fl",
                     .size = file.size()};
  file.check_unchanged();
  return result;
}

Md5Digest md5_of_file(const fs::path& path) {
  const File file(path);
  const Md5Digest digest = md5_of(file);
  file.check_unchanged();
  return digest;
}

}  // namespace lamin
