// A file descriptor that closes itself, and whose reads and writes go on after a signal.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>
#include <utility>

namespace lamin {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  /// open(2) with O_CLOEXEC.  Throws what system_error says.
  static Descriptor open(const std::filesystem::path& path, int flags, unsigned mode = 0);

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close() { *this = Descriptor(); }

  /// The next bytes, at most `size`; 0 at the end, -1 with errno set.
  ssize_t read(char* bytes, std::size_t size) const;
  /// The same from `offset`, wherever the descriptor stands.
  ssize_t read_at(char* bytes, std::size_t size, off_t offset) const;
  /// Writes all of `bytes`; false with errno set.
  bool write(std::string_view bytes) const;

 private:
  int number_ = -1;
};

}  // namespace lamin
