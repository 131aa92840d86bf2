#include "http/part_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "base/error.hpp"
#include "base/md5.hpp"

namespace lamin::http {

namespace fs = std::filesystem;

PartFile::PartFile(const fs::path& target, std::string_view address)
    : target_(target),
      path_(target.native() + ".part"),
      origin_(path_.native() + ".from"),
      address_(address) {
  std::error_code failure;
  fs::create_directories(target_.parent_path(), failure);
  open();
  read_origin();
}

PartFile::~PartFile() {
  if (size_ == 0 && !was_finished_ && !is_gone_) remove();
  if (descriptor_ >= 0) ::close(descriptor_);
}

void PartFile::refuse(const char* act) const {
  const int reason = errno;
  const ErrorCode code = reason == ENOSPC || reason == EDQUOT  ? ErrorCode::storage_full
                         : reason == EACCES || reason == EPERM ? ErrorCode::permission_denied
                                                               : ErrorCode::io_failed;
  throw Error(code, std::string("Cannot ") + act + " the file of a download: " + std::strerror(reason))
      .with("path", path_.native())
      .with("address", address_);
}

// The name may belong to another file by the time that the lock is ours: then the one before has finished.
void PartFile::open() {
  while (true) {
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) refuse("make");
    const bool has_waited = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0;
    if (has_waited && ::flock(descriptor_, LOCK_EX) != 0) refuse("lock");
    struct stat ours{}, named{};
    if (::fstat(descriptor_, &ours) != 0) refuse("read");
    const bool is_named = ::stat(path_.c_str(), &named) == 0 && named.st_ino == ours.st_ino;
    if (is_named) {
      size_ = static_cast<std::uint64_t>(ours.st_size);
      return;
    }
    was_finished_ = has_waited && fs::exists(target_);
    if (was_finished_) return;
    ::close(descriptor_);
  }
}

void PartFile::read_origin() {
  std::ifstream file(origin_);
  std::string address;
  if (std::getline(file, address) && address == address_) std::getline(file, mark_);
}

void PartFile::restart(std::string_view mark) {
  if (::ftruncate(descriptor_, 0) != 0) refuse("cut");
  size_ = 0;
  mark_ = mark;
  std::ofstream(origin_, std::ios::trunc) << address_ << '\n' << mark_ << '\n';
}

void PartFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse("write");
    size_ += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string PartFile::md5() const {
  Md5 hash;
  std::vector<char> buffer(1 << 20);
  off_t position = 0;
  while (const ssize_t count = ::pread(descriptor_, buffer.data(), buffer.size(), position)) {
    if (count < 0) refuse("read");
    hash.update({buffer.data(), static_cast<std::size_t>(count)});
    position += count;
  }
  return hex(hash.finish());
}

void PartFile::finish() {
  if (::fsync(descriptor_) != 0) refuse("flush");
  if (::rename(path_.c_str(), target_.c_str()) != 0) refuse("rename");
  was_finished_ = true;
  std::error_code failure;
  fs::remove(origin_, failure);
}

void PartFile::remove() {
  std::error_code failure;
  fs::remove(origin_, failure);
  fs::remove(path_, failure);
  is_gone_ = true;
}

}  // namespace lamin::http
