// Looks at the bytes that an artifact is made from: file or folder, size, hash.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "artifacts/artifact.hpp"
#include "artifacts/workspace.hpp"
#include "base/hash.hpp"

namespace lamin::artifacts {

struct Content {
  std::filesystem::path path;   // absolute
  std::filesystem::path given;  // as it was passed, for messages
  bool is_folder = false;
  std::string suffix;
  storage::FileState state;         // of a file
  std::optional<ContentHash> hash;  // nothing with the setting artifact_skip_size_hash
};

/// `source` as an absolute path without "." and "..".  Throws unsupported for URLs.
std::filesystem::path absolute_path(const std::filesystem::path& source);

/// Suffix and kind.  Throws file_missing with the path alone as its sentence.
Content look_at(const Workspace& workspace, const std::filesystem::path& absolute);
/// Adds the hash.  Throws permission_denied, io_failed, invalid_value for a folder without files.
void hash_content(const Workspace& workspace, Content& content);
/// The same for many files, on all cores.
void hash_contents(const Workspace& workspace, std::span<Content> contents);

/// Writes size, hash, n_files and their kind into an artifact's row.
void set_content(records::Record& record, const Content& content);

}  // namespace lamin::artifacts
