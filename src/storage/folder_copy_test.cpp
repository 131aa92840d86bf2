#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include "base/error.hpp"
#include "storage/folder_hash.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::storage;
using namespace lamin::test;
namespace fs = std::filesystem;

namespace {

std::size_t entries_of(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void fill(const TemporaryFolder& folder, const std::string& name) {
  folder.write(name + "/a.txt", "hello\n");
  folder.write(name + "/sub/.hidden", "world\n");
  folder.write(name + "/sub/middle", std::string(700'000, 'm'));
  folder.write(name + "/large", std::string(hash_chunk_bytes, 'a') + "b");
  fs::create_directories(folder / name / "sub/empty");
}

ErrorCode code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::runtime_failed;
}

}  // namespace

TEST_CASE("a copied folder has the content of its source, and the hash is that of the source") {
  const TemporaryFolder folder;
  fill(folder, "source");
  fs::permissions(folder / "source/a.txt", fs::perms(0640));
  fs::last_write_time(folder / "source/a.txt", fs::file_time_type::clock::now() - std::chrono::hours(24));
  for (const auto durability : {Durability::on_disk, Durability::in_memory}) {
    const auto hash = copy_folder_hashed(folder / "source", folder / "new/copy", {.durability = durability});
    CHECK(hash.hash == hash_folder(folder / "source").hash);
    CHECK(hash.hash == hash_folder(folder / "new/copy").hash);
    CHECK(hash.size == hash_folder(folder / "source").size);
    CHECK(content_of(folder / "new/copy/sub/.hidden") == "world\n");
    CHECK(content_of(folder / "new/copy/large") == content_of(folder / "source/large"));
    CHECK(fs::is_directory(folder / "new/copy/sub/empty"));
    CHECK(fs::status(folder / "new/copy/a.txt").permissions() == fs::perms(0640));
    CHECK(fs::last_write_time(folder / "new/copy/a.txt") == fs::last_write_time(folder / "source/a.txt"));
    CHECK(entries_of(folder / "new") == 1);
  }
}

TEST_CASE("a copy of a folder replaces what was there as a whole") {
  const TemporaryFolder folder;
  folder.write("source/new", "new");
  folder.write("copy/old", "old");
  copy_folder_hashed(folder / "source", folder / "copy");
  CHECK_FALSE(fs::exists(folder / "copy/old"));
  CHECK(content_of(folder / "copy/new") == "new");
  folder.write("file", "a file");
  copy_folder_hashed(folder / "source", folder / "file/");
  CHECK(content_of(folder / "file/new") == "new");
  CHECK(entries_of(folder.path()) == 3);
}

TEST_CASE("links in a folder become what they point to, and what lies below a linked folder is not hashed") {
  const TemporaryFolder folder;
  folder.write("source/a.txt", "hello\n");
  folder.write("other/z", "z");
  fs::create_symlink(folder / "source/a.txt", folder / "source/link");
  fs::create_directory_symlink(folder / "other", folder / "source/folder_link");
  CHECK(copy_folder_hashed(folder / "source", folder / "copy").hash == hash_folder(folder / "source").hash);
  CHECK_FALSE(fs::is_symlink(folder / "copy/link"));
  CHECK(content_of(folder / "copy/link") == "hello\n");
  CHECK(content_of(folder / "copy/folder_link/z") == "z");
}

TEST_CASE("a copy that fails leaves nothing") {
  const TemporaryFolder folder;
  folder.write("broken/a.txt", "hello\n");
  fs::create_symlink("/nonexistent", folder / "broken/link");
  fs::create_directories(folder / "empty/sub");
  folder.write("circle/a.txt", "hello\n");
  fs::create_directory_symlink(folder / "circle", folder / "circle/again");
  const std::size_t before = entries_of(folder.path());
  CHECK(code_of([&] { copy_folder_hashed(folder / "broken", folder / "copy"); }) == ErrorCode::file_missing);
  CHECK(code_of([&] { copy_folder_hashed(folder / "empty", folder / "copy"); }) == ErrorCode::invalid_value);
  CHECK(code_of([&] { copy_folder_hashed(folder / "circle", folder / "copy"); }) == ErrorCode::io_failed);
  CHECK(code_of([&] { copy_folder_hashed(folder / "missing", folder / "copy"); }) == ErrorCode::file_missing);
  CHECK(code_of([&] { copy_file_hashed(folder / "missing", folder / "copy"); }) == ErrorCode::file_missing);
  CHECK(code_of([&] { copy_file_hashed(folder / "circle", folder / "copy"); }) == ErrorCode::io_failed);
  CHECK(entries_of(folder.path()) == before);
}

TEST_CASE("a copied file has the hash of hash_file at every size") {
  const TemporaryFolder folder;
  for (const std::int64_t size :
       {0L, 5L, 1024L * 1024, 1024L * 1024 + 1, 5'000'000L, hash_chunk_bytes, hash_chunk_bytes + 1}) {
    CAPTURE(size);
    const auto source = folder.write("source", std::string(static_cast<std::size_t>(size), 's'));
    const auto hash = copy_file_hashed(source, folder / "there/copy");
    CHECK(hash.hash == hash_file(source).hash);
    CHECK(hash.type == hash_file(source).type);
    CHECK(hash.size == size);
    CHECK(content_of(folder / "there/copy") == content_of(source));
    CHECK(entries_of(folder / "there") == 1);
  }
}

TEST_CASE("a full disk is storage_full, and nothing is left half-written") {
  const TemporaryFolder folder;
  folder.write("source/a.txt", std::string(100'000, 'x'));
  folder.write("source/b.txt", std::string(100'000, 'x'));
  fs::create_directory(folder / "small");
  constexpr int cannot_mount = 77;
  const pid_t child = fork();
  if (child == 0) {
    const int spaces = geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
    if (::unshare(spaces) != 0) _exit(cannot_mount);
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    if (::mount("tmpfs", (folder / "small").c_str(), "tmpfs", 0, "size=64k") != 0) _exit(cannot_mount);
    const auto folder_code = code_of([&] { copy_folder_hashed(folder / "source", folder / "small/copy"); });
    const auto file_code = code_of([&] { copy_file_hashed(folder / "source/a.txt", folder / "small/file"); });
    const bool right = folder_code == ErrorCode::storage_full && file_code == ErrorCode::storage_full;
    _exit(right && entries_of(folder / "small") == 0 ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WEXITSTATUS(status) != cannot_mount)
    CHECK(status == 0);
  else
    MESSAGE("not checked: this user cannot mount a small file system");
}

TEST_CASE("a copy that is killed is there whole or not at all") {
  const TemporaryFolder folder;
  for (int i = 0; i < 500; ++i) folder.write("source/" + std::to_string(i), std::string(5000, 'x'));
  const std::string expected = hash_folder(folder / "source").hash;
  for (int delay = 0; delay < 20; ++delay) {
    const pid_t child = fork();
    if (child == 0) {
      copy_folder_hashed(folder / "source", folder / "copy", {.durability = Durability::in_memory});
      _exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    if (fs::exists(folder / "copy")) CHECK(hash_folder(folder / "copy").hash == expected);
    for (const auto& entry : fs::directory_iterator(folder.path()))
      if (entry.path() != folder / "source") fs::remove_all(entry.path());
  }
}
