#include "http/part_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"

namespace lamin::http {

namespace fs = std::filesystem;

PartFile::PartFile(const fs::path& target, std::string_view address)
    : target_(target),
      path_(target.native() + ".part"),
      origin_(path_.native() + ".from"),
      address_(address) {
  std::error_code failure;
  fs::create_directories(target_.parent_path(), failure);  // open() tells
  open();
  read_origin();
}

PartFile::~PartFile() {
  if (size_ == 0 && !was_finished_ && !is_gone_) remove();
}

void PartFile::refuse(const char* act) const {
  const int reason = errno;
  throw Error(code_of_errno(reason),
              std::string("Cannot ") + act + " the file of a download: " + std::strerror(reason))
      .with("path", path_.native())
      .with("address", address_);
}

// The name may belong to another file by the time that the lock is ours: then the one before has finished.
void PartFile::open() {
  while (true) {
    file_ = Descriptor(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    if (!file_.is_open()) refuse("make");
    const bool has_waited = ::flock(file_.number(), LOCK_EX | LOCK_NB) != 0;
    if (has_waited && ::flock(file_.number(), LOCK_EX) != 0) refuse("lock");
    struct stat ours{}, named{};
    if (::fstat(file_.number(), &ours) != 0) refuse("read");
    const bool is_named = ::stat(path_.c_str(), &named) == 0 && named.st_ino == ours.st_ino;
    if (is_named) {
      size_ = static_cast<std::uint64_t>(ours.st_size);
      return;
    }
    was_finished_ = has_waited && fs::exists(target_);
    if (was_finished_) return;
  }
}

void PartFile::read_origin() {
  const std::string origin = read_text_file(origin_).value_or("");
  const auto lines = split(origin, "\n");
  if (lines.size() >= 2 && lines[0] == address_) mark_ = lines[1];
}

// Cut before the mark changes: a mark that is too old restarts the download, one that is too new would join
// the bytes of two versions.
void PartFile::restart(std::string_view mark) {
  if (::ftruncate(file_.number(), 0) != 0) refuse("cut");
  size_ = 0;
  mark_ = mark;
  replace_text_file(origin_, address_ + '\n' + mark_ + '\n');
}

void PartFile::append(std::string_view bytes) {
  if (!file_.write(bytes)) refuse("write");
  size_ += bytes.size();
}

std::string PartFile::md5() const {
  return hex(md5_of_file(path_));
}

void PartFile::finish() {
  if (::fsync(file_.number()) != 0) refuse("flush");
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
