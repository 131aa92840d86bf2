#include "base/text_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/descriptor.hpp"
#include "base/system_error.hpp"
#include "base/uid.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string_view act, const fs::path& path, int number) {
  throw Error{code_of_errno(number),
              std::string("could not ") + std::string(act) + ": " + std::strerror(number)}
      .with("path", path.native());
}

}  // namespace

std::optional<std::string> read_text_file(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail("read the file", path, errno);
  }
  struct stat state{};
  const bool has_size = ::fstat(file.number(), &state) == 0 && state.st_size > 0;
  std::string content((has_size ? static_cast<std::size_t>(state.st_size) : 4095) + 1, '\0');
  for (std::size_t held = 0;;) {
    if (held == content.size()) content.resize(2 * held);
    const ssize_t size = file.read(content.data() + held, content.size() - held);
    if (size < 0) fail("read the file", path, errno);
    held += static_cast<std::size_t>(size);
    if (size > 0) continue;
    content.resize(held);
    return content;
  }
}

void replace_text_file(const fs::path& path, std::string_view content) {
  fs::path temporary = path;
  temporary += "." + random_base62(8) + ".tmp";
  try {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (file.number() < 0) fail("write the file", path, errno);
    if (!file.write(content)) fail("write the file", path, errno);
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail("write the file", path, errno);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
}

void set_flag_file(const fs::path& path, bool present) {
  if (!present) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
      fail("remove the file", path, errno);
    return;
  }
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  if (file.number() < 0) fail("write the file", path, errno);
}

void make_folders(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) fail("make the folder", folder, failure.value());
  // create_directories is silent when a file stands in the way.
  if (!fs::is_directory(folder, failure)) fail("make the folder", folder, ENOTDIR);
}

}  // namespace lamin
