// A folder as a tree of text, for people who want to see what is in it before they make an artifact of it.
//
//     1 sub-directory & 2 files with suffixes '.csv', '.txt'
//     /data/study
//     ├── a.csv
//     ├── b.txt
//     └── sub/
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace lamin::storage {

struct TreeOptions {
  int depth = 2;  // levels below the folder; negative = all
  bool only_folders = false;
  std::size_t files_per_folder_and_suffix = 100;  // then "..."
  std::size_t files = 1000;                       // in total; then the tree ends
  /// If not empty: these files and folders alone, and the folders above them.
  std::set<std::filesystem::path> included;
  std::set<std::string, std::less<>> skipped_suffixes;
  /// The suffix of the name of a file, by the rules of artifacts.
  std::function<std::string(std::string_view name)> suffix_of;
};

/// The count, the folder and the tree, each line but the last with a line feed; entries in the order of their
/// names. Throws not_found if there is no such folder.
std::string folder_tree(const std::filesystem::path& folder, const TreeOptions& options);

}  // namespace lamin::storage
