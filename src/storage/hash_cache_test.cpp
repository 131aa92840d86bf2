#include "storage/hash_cache.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "storage/folder_hash.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::storage;
using namespace lamin::test;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t second = 1'000'000'000;

KnownHash known(std::uint64_t inode, char mark = 'h') {
  KnownHash entry{{.device = 1, .inode = inode, .size = 3, .modified = 100 * second, .changed = 100 * second},
                  {}};
  entry.hash.fill(mark);
  return entry;
}

std::vector<KnownHash> many(std::uint64_t from, std::uint64_t count) {
  std::vector<KnownHash> entries;
  for (std::uint64_t inode = from; inode < from + count; ++inode) entries.push_back(known(inode));
  return entries;
}

std::size_t found(const HashCache& cache, std::span<const KnownHash> entries) {
  std::size_t count = 0;
  for (const auto& entry : entries) count += cache.find(entry.identity) == entry.hash;
  return count;
}

}  // namespace

TEST_CASE("a hash is found again, also by another process, until the file differs") {
  const TemporaryFolder folder;
  const auto entry = known(7);
  HashCache(folder / "cache/hashes").store({&entry, 1}, 200 * second);
  const HashCache cache(folder / "cache/hashes");
  CHECK(cache.find(entry.identity) == entry.hash);
  for (const int what : {0, 1, 2, 3, 4}) {
    FileIdentity other = entry.identity;
    (what == 0 ? other.device : other.inode) += what <= 1;
    (what == 2 ? other.size : what == 3 ? other.modified : other.changed) += what >= 2;
    CHECK_FALSE(cache.find(other));
  }
}

TEST_CASE("a file that was touched just before it was hashed is not remembered") {
  const TemporaryFolder folder;
  HashCache cache(folder / "hashes");
  const auto entry = known(7);
  cache.store({&entry, 1}, 101 * second);
  CHECK_FALSE(cache.find(entry.identity));
  cache.store({&entry, 1}, 103 * second);
  CHECK(cache.find(entry.identity));
}

TEST_CASE("a cache grows and takes new hashes of the same file in place of the old") {
  const TemporaryFolder folder;
  HashCache cache(folder / "hashes");
  const auto first = many(0, 20'000);
  for (std::size_t i = 0; i < 20'000; i += 500) cache.store(std::span(first).subspan(i, 500), 200 * second);
  CHECK(found(cache, first) > 19'500);
  auto second_time = first;
  for (auto& entry : second_time) entry.identity.size = 4;
  cache.store(second_time, 200 * second);
  CHECK(found(cache, second_time) > 19'500);
  CHECK(found(cache, first) == 0);
}

TEST_CASE("a damaged or foreign file is no cache, and is replaced") {
  const TemporaryFolder folder;
  const auto entry = known(7);
  for (const std::string& content : {std::string("not ours"), std::string(), std::string(100'000, 'x')}) {
    folder.write("hashes", content);
    HashCache cache(folder / "hashes");
    CHECK_FALSE(cache.find(entry.identity));
    cache.store({&entry, 1}, 200 * second);
    CHECK(cache.find(entry.identity) == entry.hash);
  }
  std::string bytes = content_of(folder / "hashes");
  for (std::size_t i = 1024; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bytes[i] ^ 1);
  folder.write("hashes", bytes);
  CHECK_FALSE(HashCache(folder / "hashes").find(entry.identity));
  folder.write("hashes", bytes.substr(0, 2000));
  HashCache cut(folder / "hashes");
  CHECK_FALSE(cut.find(entry.identity));
  cut.store({&entry, 1}, 200 * second);
  CHECK(cut.find(entry.identity));
}

TEST_CASE("a cache that cannot be written is no error") {
  HashCache cache("/proc/nowhere/hashes");
  const auto entry = known(7);
  cache.store({&entry, 1}, 200 * second);
  CHECK_FALSE(cache.find(entry.identity));
}

TEST_CASE("processes that write at the same time lose nothing of each other") {
  const TemporaryFolder folder;
  std::vector<pid_t> children;
  for (std::uint64_t child = 0; child < 4; ++child) {
    const pid_t process = fork();
    if (process == 0) {
      HashCache cache(folder / "hashes");
      const auto entries = many(child * 10'000, 1000);
      for (std::size_t i = 0; i < entries.size(); i += 20)
        cache.store(std::span(entries).subspan(i, 20), 200 * second);
      _exit(found(cache, entries) > 980 ? 0 : 1);
    }
    children.push_back(process);
  }
  for (const pid_t child : children) {
    int status = 1;
    waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  const HashCache cache(folder / "hashes");
  for (std::uint64_t child = 0; child < 4; ++child) CHECK(found(cache, many(child * 10'000, 1000)) > 950);
}

TEST_CASE("an unchanged folder is hashed without reading it, a changed file is seen") {
  const TemporaryFolder folder;
  for (int i = 0; i < 100; ++i) folder.write("data/" + std::to_string(i), std::to_string(i));
  HashCache cache(folder / "hashes");
  const auto hash = hash_folder(folder / "data", &cache);
  CHECK_FALSE(fs::exists(folder / "hashes"));
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  CHECK(hash_folder(folder / "data", &cache).hash == hash.hash);
  CHECK(fs::exists(folder / "hashes"));
  std::int64_t bytes = 0;
  const auto again =
      hash_folder(folder / "data", &cache, [&](std::int64_t done, std::int64_t) { bytes = done; });
  CHECK(again.hash == hash.hash);
  CHECK(again.size == hash.size);
  CHECK(bytes == hash.size);
  folder.write("data/7", "8");
  CHECK(hash_folder(folder / "data", &cache).hash == hash_folder(folder / "data").hash);
  CHECK(hash_folder(folder / "data", &cache).hash != hash.hash);
}
