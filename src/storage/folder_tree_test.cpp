#include "storage/folder_tree.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace lamin;

namespace {

struct Study {
  test::TemporaryFolder folder;
  storage::TreeOptions options;

  Study() {
    options.suffix_of = [](std::string_view name) { return fs::path(name).extension().string(); };
    for (const char* name : {"a.csv", "b.csv", "c.txt", "sub/deep/d.csv", "sub/e.csv"}) {
      fs::create_directories((folder.path() / name).parent_path());
      std::ofstream(folder.path() / name) << "x";
    }
  }
  std::string tree() const {
    const std::string text = storage::folder_tree(folder.path(), options);
    const std::string root = folder.path().string() + "\n";
    const auto at = text.find(root);
    return text.substr(0, at) + text.substr(at + root.size());
  }
};

}  // namespace

TEST_CASE_FIXTURE(Study, "a tree shows two levels and counts what it shows") {
  CHECK(tree() ==
        "2 sub-directories & 4 files with suffixes '.csv', '.txt'\n"
        "├── a.csv\n├── b.csv\n├── c.txt\n└── sub/\n    ├── deep/\n    └── e.csv");
}

TEST_CASE_FIXTURE(Study, "a tree of folders leaves files out") {
  options.only_folders = true;
  CHECK(tree() == "2 sub-directories & 0 files\n└── sub/\n    └── deep/");
}

TEST_CASE_FIXTURE(Study, "many files of a kind and too many files are shortened") {
  options.files_per_folder_and_suffix = 1;
  options.depth = 1;
  CHECK(tree() ==
        "1 sub-directory & 3 files with suffixes '.csv', '.txt'\n├── a.csv\n...\n├── c.txt\n└── sub/");
  options.files = 2;
  CHECK(
      tree() ==
      "0 sub-directories & 3 files with suffixes '.csv'\n├── a.csv\n...\n... only showing 2 out of 3 files");
}

TEST_CASE_FIXTURE(Study, "a tree can be limited to some paths and suffixes") {
  options.included = {folder.path() / "sub" / "e.csv"};
  CHECK(tree() == "1 sub-directory & 1 files with suffixes '.csv'\n└── sub/\n    └── e.csv");
  options.included.clear();
  options.skipped_suffixes = {".csv"};
  CHECK(tree() == "2 sub-directories & 1 files with suffixes '.txt'\n├── c.txt\n└── sub/\n    └── deep/");
}

TEST_CASE_FIXTURE(Study, "a missing folder is an error") {
  CHECK_THROWS_AS(storage::folder_tree(folder.path() / "none", options), Error);
}
