#include "storage/folder_tree.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::storage {
namespace {

namespace fs = std::filesystem;

std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
  std::vector<fs::directory_entry> entries;
  for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied))
    entries.push_back(entry);
  std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) { return entry.path().filename(); });
  return entries;
}

bool is_below(const fs::path& path, const fs::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

class Tree {
 public:
  explicit Tree(const TreeOptions& options) : options_(options) {}

  void grow(const fs::path& folder, const std::string& margin, int depth) {
    if (depth == 0) return;
    std::map<std::string, std::size_t> shown;
    auto entries = entries_of(folder);
    std::erase_if(entries, [&](const auto& entry) { return !is_wanted(entry); });
    for (std::size_t i = 0; i < entries.size() && !is_full_; ++i) {
      const bool is_last = i + 1 == entries.size();
      const std::string name = entries[i].path().filename().string();
      const std::string branch = margin + (is_last ? "└── " : "├── ") + name;
      if (entries[i].is_directory()) {
        lines_ += branch + "/\n";
        ++folders_;
        if (entries[i].is_symlink()) continue;  // it may lead back
        grow(entries[i].path(), margin + (is_last ? "    " : "│   "), depth - 1);
      } else {
        add_file(name, branch, margin, shown);
      }
    }
  }

  std::string text(const fs::path& folder) const {
    std::string head = std::to_string(folders_) +
                       (folders_ == 1 ? " sub-directory & " : " sub-directories & ") +
                       std::to_string(files_) + " files";
    std::string list;
    for (const auto& suffix : suffixes_) list += (list.empty() ? "'" : ", '") + suffix + "'";
    if (!list.empty()) head += " with suffixes " + list;
    std::string all = head + "\n" + folder.string() + "\n" + lines_;
    if (is_full_)
      all += "... only showing " + std::to_string(options_.files) + " out of " + std::to_string(files_) +
             " files\n";
    all.pop_back();
    return all;
  }

 private:
  bool is_wanted(const fs::directory_entry& entry) const {
    if (!entry.is_directory()) {
      if (options_.only_folders) return false;
      if (options_.skipped_suffixes.contains(options_.suffix_of(entry.path().filename().string())))
        return false;
    }
    if (options_.included.empty()) return true;
    return std::ranges::any_of(options_.included, [&](const fs::path& path) {
      return is_below(entry.path(), path) || (entry.is_directory() && is_below(path, entry.path()));
    });
  }

  void add_file(const std::string& name, const std::string& branch, const std::string& margin,
                std::map<std::string, std::size_t>& shown) {
    if (files_ == options_.files) {
      is_full_ = true;
      ++files_;
      return;
    }
    ++files_;
    const std::string suffix = options_.suffix_of(name);
    suffixes_.insert(suffix);
    const std::size_t count = ++shown[suffix];
    if (count <= options_.files_per_folder_and_suffix) lines_ += branch + "\n";
    if (count == options_.files_per_folder_and_suffix + 1) lines_ += margin + "...\n";
  }

  const TreeOptions& options_;
  std::string lines_;
  std::size_t folders_ = 0, files_ = 0;
  std::set<std::string> suffixes_;
  bool is_full_ = false;
};

}  // namespace

std::string folder_tree(const fs::path& folder, const TreeOptions& options) {
  if (!fs::is_directory(folder)) throw Error(ErrorCode::file_missing, "No such folder: " + folder.string());
  Tree tree(options);
  tree.grow(folder, "", options.depth);
  return tree.text(folder);
}

}  // namespace lamin::storage
