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

}  // namespace lamin
