// The PartFile is what has come of a download so far: "<target>.part", and beside it "<target>.part.from"
// with the address and the server's mark of the version that the bytes are of.
//
// It is locked as long as it lives, so that of several processes one downloads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"

namespace lamin::http {

class PartFile {
 public:
  /// Opens or makes it, and waits until no other process has it.  `was_finished` afterwards tells that the
  /// other one has put the file into its place meanwhile.
  PartFile(const std::filesystem::path& target, std::string_view address);
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile();

  bool was_finished() const { return was_finished_; }
  std::uint64_t size() const { return size_; }
  /// The mark of the version that the bytes are of; "" if they cannot be gone on with.
  const std::string& mark() const { return mark_; }

  /// Begins anew with bytes of the version `mark`.
  void restart(std::string_view mark);
  void append(std::string_view bytes);
  /// The MD5 of all bytes, as hexadecimal digits.
  std::string md5() const;
  /// Flushes the bytes and gives them their name.
  void finish();
  void remove();

 private:
  void open();
  void read_origin();
  [[noreturn]] void refuse(const char* act) const;

  std::filesystem::path target_, path_, origin_;
  std::string address_, mark_;
  Descriptor file_;
  std::uint64_t size_ = 0;
  bool was_finished_ = false, is_gone_ = false;
};

}  // namespace lamin::http
