#include "storage/copy_into.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::storage;

TEST_CASE("a folder arrives under its name, or its content alone, beside what is there") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "up" / "x");
  std::filesystem::create_directories(folder.path() / "there");
  std::ofstream(folder.path() / "up" / "x" / "1") << "1";
  std::ofstream(folder.path() / "there" / "kept") << "k";
  CHECK(copy_into(folder.path() / "up", folder.path() / "there") == folder.path() / "there" / "up");
  CHECK(std::filesystem::exists(folder.path() / "there" / "up" / "x" / "1"));
  CHECK(copy_into(folder.path() / "up", folder.path() / "there", FolderName::drop) ==
        folder.path() / "there");
  CHECK(std::filesystem::exists(folder.path() / "there" / "x" / "1"));
  CHECK(std::filesystem::exists(folder.path() / "there" / "kept"));
}

TEST_CASE("a file goes into a folder that is there, and a missing source is told") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "there");
  std::ofstream(folder.path() / "a.txt") << "a";
  copy_into(folder.path() / "a.txt", folder.path() / "there");
  CHECK(std::filesystem::exists(folder.path() / "there" / "a.txt"));
  CHECK_THROWS_AS(copy_into(folder.path() / "none", folder.path() / "there"), Error);
}
