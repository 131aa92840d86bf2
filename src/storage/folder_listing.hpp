// The files below a folder, as the hash and the copy of a folder want them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/descriptor.hpp"

namespace lamin::storage {

enum class FolderLinks {
  passed_over,  // as the hash of a folder has it; what is neither file nor folder is passed over too
  followed,     // as a copy has it; a broken link, a socket and the like are errors
};

struct ListedFile {
  std::string path;       // relative to the root
  bool is_hashed = true;  // false below a symlink to a folder
};

struct FolderListing {
  std::filesystem::path root_path;
  Descriptor root;
  std::vector<std::string>
      folders;  // relative to the root, each before those inside it, without the root itself
  std::vector<ListedFile> files;  // in no order
};

/// Throws as system_error says, and io_failed for a link that leads back to a folder around it.
FolderListing list_folder(const std::filesystem::path& path, FolderLinks links);

}  // namespace lamin::storage
