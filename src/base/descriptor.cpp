#include "base/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>

#include "base/system_error.hpp"

namespace lamin {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor Descriptor::open(const std::filesystem::path& path, int flags, unsigned mode) {
  int number = -1;
  do {
    number = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (number < 0 && errno == EINTR);
  if (number < 0) throw_system_error(path);
  return Descriptor(number);
}

ssize_t Descriptor::read(char* bytes, std::size_t size) const {
  while (true) {
    const ssize_t got = ::read(number_, bytes, size);
    if (got >= 0 || errno != EINTR) return got;
  }
}

ssize_t Descriptor::read_at(char* bytes, std::size_t size, off_t offset) const {
  while (true) {
    const ssize_t got = ::pread(number_, bytes, size, offset);
    if (got >= 0 || errno != EINTR) return got;
  }
}

bool Descriptor::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(number_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace lamin
