// A file descriptor that closes itself.
#pragma once

#include <filesystem>
#include <utility>

namespace lamin {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  /// open(2) with O_CLOEXEC.  Throws what system_error says.
  static Descriptor open(const std::filesystem::path& path, int flags, unsigned mode = 0);

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

}  // namespace lamin
