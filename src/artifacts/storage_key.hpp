// Where the bytes of an artifact lie: its storage key, a path relative to the root of its storage location
// (data-model.md 9.5).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/workspace.hpp"
#include "records/record.hpp"

namespace lamin::artifacts {

/// The key if it is a real one; else `.lamindb/<uid><suffix>`, for folders with the stem of the uid.
std::string storage_key(const records::Record& artifact);

/// The storage location of `artifact`.  One statement unless it is the workspace's own.
StorageLocation storage_of(const Workspace& workspace, const records::Record& artifact);
/// All local locations of the instance, the workspace's own first.
std::vector<StorageLocation> local_storages(const Workspace& workspace);

/// The location that `path` (absolute) lies in, and its key there.
struct PlaceInStorage {
  StorageLocation storage;
  std::string key;
};
std::optional<PlaceInStorage> place_in_storage(const Workspace& workspace, const std::filesystem::path& path);

/// Throws invalid_argument if `path`, which lies at `place`, is to have another key.
void require_same_key(const PlaceInStorage& place, const std::filesystem::path& path, std::string_view key);

/// Throws invalid_value for a key inside `.lamindb/`.
void require_key_outside_managed_folder(std::string_view key);
/// Throws invalid_value for a path inside a folder `.lamindb`.
void require_path_outside_managed_folder(const std::filesystem::path& path);

}  // namespace lamin::artifacts
