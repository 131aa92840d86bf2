#include "storage/local/delivery.hpp"

#include <doctest/doctest.h>

#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "support/without_privileges.hpp"

#include <csignal>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/uid.hpp"

namespace lamin::storage {
namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("lamin-delivery-" + random_base62(8));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t entries(const fs::path& path) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
}

ErrorCode code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::exit_requested;
}

}  // namespace

TEST_SUITE("delivery") {
  TEST_CASE("a kept delivery leaves the copy at its destination and nothing else") {
    Folder folder;
    write(folder.path / "a", "alpha");
    Delivery delivery(folder.path);
    delivery.copy(folder.path / "a", folder.path / ".lamindb/x.txt");
    CHECK(!fs::exists(folder.path / ".lamindb/x.txt"));
    delivery.flush_ahead();
    delivery.publish();
    delivery.keep();
    CHECK(read(folder.path / ".lamindb/x.txt") == "alpha");
    CHECK(entries(folder.path / ".lamindb") == 1);
  }

  TEST_CASE("a delivery that is not kept leaves what was there before") {
    Folder folder;
    fs::create_directories(folder.path / ".lamindb");
    write(folder.path / "a", "new");
    write(folder.path / "b", "moved");
    write(folder.path / ".lamindb/x", "old");
    {
      Delivery delivery(folder.path);
      delivery.copy(folder.path / "a", folder.path / ".lamindb/x");
      delivery.move(folder.path / "b", folder.path / ".lamindb/y");
      delivery.publish();
      CHECK(read(folder.path / ".lamindb/x") == "new");
      CHECK(!fs::exists(folder.path / "b"));
    }
    CHECK(read(folder.path / ".lamindb/x") == "old");
    CHECK(read(folder.path / "b") == "moved");
    CHECK(entries(folder.path / ".lamindb") == 1);
  }

  TEST_CASE("a folder is replaced as a whole") {
    Folder folder;
    fs::create_directories(folder.path / ".lamindb/d");
    write(folder.path / ".lamindb/d/stale", "1");
    Delivery delivery(folder.path);
    delivery.fill_folder(folder.path / ".lamindb/d", [](const fs::path& staged) {
      fs::create_directory(staged);
      write(staged / "fresh", "2");
    });
    delivery.flush_ahead();
    delivery.publish();
    delivery.keep();
    CHECK(entries(folder.path / ".lamindb/d") == 1);
    CHECK(read(folder.path / ".lamindb/d/fresh") == "2");
    CHECK(entries(folder.path / ".lamindb") == 1);
  }

  TEST_CASE("more objects than file descriptors are delivered at once") {
    Folder folder;
    write(folder.path / "a", "x");
    Delivery delivery(folder.path);
    for (int i = 0; i < 1500; ++i)
      delivery.copy(folder.path / "a", folder.path / ".lamindb" / std::to_string(i));
    delivery.flush_ahead();
    delivery.publish();
    delivery.keep();
    CHECK(entries(folder.path / ".lamindb") == 1500);
  }

  TEST_CASE("the staging folder of a living process is not abandoned, that of a dead one is") {
    Folder folder;
    write(folder.path / "a", "x");
    {
      Delivery delivery(folder.path);
      delivery.copy(folder.path / "a", folder.path / ".lamindb/x");
      CHECK(abandoned_staging(folder.path).empty());
    }
    fs::create_directories(folder.path / ".lamindb/.saving-gone");
    CHECK(abandoned_staging(folder.path).size() == 1);
  }

  TEST_CASE("a missing source is an error that names it") {
    Folder folder;
    Delivery delivery(folder.path);
    try {
      delivery.copy(folder.path / "missing", folder.path / ".lamindb/x");
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::file_missing);
      CHECK(error.sentence() ==
            "[Errno 2] No such file or directory: '" + (folder.path / "missing").string() + "'");
    }
  }

  TEST_CASE("a disk that is full is storage_full and leaves nothing") {
    Folder folder;
    fs::create_directories(folder.path / ".lamindb");
    write(folder.path / "a", std::string(200'000, 'x'));
    struct rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto previous = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit low{100'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &low);
    const ErrorCode code = code_of([&] {
      Delivery delivery(folder.path);
      delivery.copy(folder.path / "a", folder.path / ".lamindb/x");
    });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, previous);
    CHECK(code == ErrorCode::storage_full);
    CHECK(entries(folder.path / ".lamindb") == 0);
  }

  TEST_CASE("a folder that may not be written is permission_denied") {
    const lamin::test::WithoutPrivileges owner_only;
    Folder folder;
    fs::create_directories(folder.path / ".lamindb");
    write(folder.path / "a", "x");
    fs::permissions(folder.path / ".lamindb", fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(code_of([&] { Delivery(folder.path).copy(folder.path / "a", folder.path / ".lamindb/x"); }) ==
          ErrorCode::permission_denied);
    fs::permissions(folder.path / ".lamindb", fs::perms::owner_all);
  }
}

}  // namespace lamin::storage
