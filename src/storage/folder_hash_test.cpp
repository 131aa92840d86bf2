#include "storage/folder_hash.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>
#include "support/without_privileges.hpp"

#include <atomic>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::storage;
using namespace lamin::test;
namespace fs = std::filesystem;

namespace {

// By the definition, one file after the other.
ContentHash plain_folder_hash(const fs::path& folder) {
  std::vector<std::string> hashes;
  std::int64_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto file = hash_file(entry.path());
    hashes.push_back(file.hash);
    size += file.size;
  }
  return {hash_list(hashes), "md5-d", size, static_cast<std::int64_t>(hashes.size())};
}

void check_equal(const ContentHash& a, const ContentHash& b) {
  CHECK(a.hash == b.hash);
  CHECK(a.type == b.type);
  CHECK(a.size == b.size);
  CHECK(a.n_files == b.n_files);
}

ErrorCode code_of(const fs::path& folder) {
  try {
    hash_folder(folder);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::runtime_failed;
}

}  // namespace

TEST_CASE("the hash of a folder has the values of the specification") {
  const TemporaryFolder folder;
  folder.write("a.txt", "hello\n");
  folder.write("sub/b.txt", "world\n");
  check_equal(hash_folder(folder.path()), {"PFZ3g1ZNxzA7mqT6Mbce4w", "md5-d", 12, 2});
  folder.write("c.txt", "hello\n");
  check_equal(hash_folder(folder.path()), {"X0BJlRYIaTOnGRJl2Hf8Gg", "md5-d", 18, 3});
}

TEST_CASE(
    "hidden files count, links to files are followed, links to folders and broken ones are passed over") {
  // The expected hash is what lamindb 1.3.2 gives for this folder.
  const TemporaryFolder folder;
  folder.write("d/a.txt", "hello\n");
  folder.write("d/sub/b.txt", "world\n");
  folder.write("d/.h", "x");
  folder.write("other/z", "z");
  fs::create_symlink("/nonexistent", folder / "d/broken");
  fs::create_symlink(folder / "d/a.txt", folder / "d/link");
  fs::create_directory_symlink(folder / "other", folder / "d/folder_link");
  ::mkfifo((folder / "d/fifo").c_str(), 0600);
  check_equal(hash_folder(folder / "d"), {"uvduPdOe4585g6Sya6s9pQ", "md5-d", 19, 4});
  fs::create_directory_symlink(folder / "d", folder / "link_to_d");
  CHECK(hash_folder(folder / "link_to_d").hash == "uvduPdOe4585g6Sya6s9pQ");
}

TEST_CASE("files of all sizes are hashed as hash_file does") {
  const TemporaryFolder folder;
  std::mt19937_64 generator(3);
  std::string bytes(3'000'000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(generator());
  int number = 0;
  for (const std::size_t size :
       {0, 1, 55, 56, 63, 64, 65, 4096, 65535, 65536, 65537, 131072, 131073, 300'000, 3'000'000})
    for (int i = 0; i < 5; ++i)
      folder.write(std::to_string(i) + "/" + std::to_string(number++), bytes.substr(0, size));
  for (int i = 0; i < 300; ++i)
    folder.write("many/" + std::to_string(i), bytes.substr(0, generator() % 20'000));
  folder.write("large", std::string(hash_chunk_bytes, 'a') + "b");
  check_equal(hash_folder(folder.path()), plain_folder_hash(folder.path()));
}

TEST_CASE("progress ends with all bytes and files") {
  const TemporaryFolder folder;
  for (int i = 0; i < 200; ++i) folder.write(std::to_string(i), "12345");
  std::int64_t bytes = 0, files = 0;
  hash_folder(folder.path(), nullptr, [&](std::int64_t b, std::int64_t f) { bytes = b, files = f; });
  CHECK(bytes == 1000);
  CHECK(files == 200);
}

TEST_CASE("a folder that cannot be hashed says why") {
  const TemporaryFolder folder;
  CHECK(code_of(folder / "missing") == ErrorCode::file_missing);
  fs::create_directories(folder / "empty/a/b");
  CHECK(code_of(folder / "empty") == ErrorCode::invalid_value);
  folder.write("locked/file", "x");
  fs::permissions(folder / "locked/file", fs::perms::none);
  const lamin::test::WithoutPrivileges owner_only;
  CHECK(code_of(folder / "locked") == ErrorCode::permission_denied);
}

TEST_CASE("a file that grows while it is hashed is an error or not seen, never a wrong hash") {
  const TemporaryFolder folder;
  for (int i = 0; i < 40; ++i) folder.write(std::to_string(i), std::string(200'000, 'x'));
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) std::ofstream(folder / "7", std::ios::app) << "more";
  });
  int failed = 0;
  for (int i = 0; i < 50; ++i) {
    try {
      hash_folder(folder.path());
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::io_failed);
      CHECK(error.hint_text().find("again") != std::string::npos);
      ++failed;
    }
  }
  stop = true;
  writer.join();
  CHECK(failed > 0);
}
