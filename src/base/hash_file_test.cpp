#include <doctest/doctest.h>

#include <unistd.h>
#include "support/without_privileges.hpp"

#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/uid.hpp"

using namespace lamin;
namespace fs = std::filesystem;

namespace {

class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content)
      : path_(fs::temp_directory_path() / ("lamin-" + random_base62(12))) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { fs::remove(path_); }

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

ContentHash hash_of(std::string_view content, std::int64_t chunk = hash_chunk_bytes) {
  return hash_file(TemporaryFile(content).path(), chunk);
}

std::string all_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i);
  return bytes;
}

}  // namespace

TEST_CASE("hash_file of a small file is its md5") {
  CHECK(hash_of("").hash == "1B2M2Y8AsgTpgAmY7PhCfg");
  CHECK(hash_of("hello").hash == "XUFAKrxLKna5cZ2REBfFkg");
  CHECK(hash_of("hello\n").hash == "sZRqySSS0jR8YjW00mERhA");
  CHECK(hash_of("abc").hash == "kAFQmDzST7DWlj99KOF_cg");
  const ContentHash hash = hash_of(all_bytes(256));
  CHECK(hash.hash == "4shl20Fivtljv6qe9qwY8A");
  CHECK(hash.type == "md5");
  CHECK(hash.size == 256);
  CHECK(hash.n_files == 0);
}

TEST_CASE("hash_file of a file above the chunk size is of its first and last chunk") {
  CHECK(hash_of("0123", 4).hash == "62L2uTBttXXC1ZaxJ5YnpA");
  CHECK(hash_of("0123", 4).type == "md5");
  CHECK(hash_of("01234", 4).hash == "ttsom5fRNdvp9DAuJ0RSgF");
  CHECK(hash_of("01234", 4).type == "sha1-fl");
  CHECK(hash_of("0123456789", 4).hash == "WtIbDAhHB9UkVRvt6J1dam");
}

TEST_CASE("hash_file switches at 50 MiB") {
  std::string content(hash_chunk_bytes, 'a');
  CHECK(hash_of(content).hash == "NEYSMYFrXbVcwtbO9XeiJg");
  content += 'b';
  CHECK(hash_of(content).hash == "8Dzccmidc_1aYg2kPX8zOf");
  CHECK(hash_of(content).type == "sha1-fl");
  CHECK(hash_of(all_bytes(60 * 1024 * 1024)).hash == "r5IcMpkMQUtbBbV5EmccK8");
  CHECK(hash_of(all_bytes(120 * 1024 * 1024)).hash == "r5IcMpkMQUtbBbV5EmccK8");
}

TEST_CASE("hash_file says what is wrong with a path") {
  const auto code_of = [](const fs::path& path) {
    try {
      hash_file(path);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::runtime_failed;
  };
  CHECK(code_of("/nowhere/file") == ErrorCode::file_missing);
  CHECK(code_of("/tmp") == ErrorCode::io_failed);
  const TemporaryFile file("x");
  fs::permissions(file.path(), fs::perms::none);
  const lamin::test::WithoutPrivileges owner_only;
  CHECK(code_of(file.path()) == ErrorCode::permission_denied);
}
