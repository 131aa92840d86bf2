#include "artifacts/storage_key.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/uid.hpp"

namespace lamin::artifacts {
namespace {

StorageLocation location_of(const records::Record& row) {
  return {.id = row.id(),
          .uid = std::string(row.uid()),
          .root = std::string(row.get("root").text()),
          .type = std::string(row.get("type").text()),
          .instance_uid = std::string(row.get("instance_uid").text())};
}

/// The path of `path` below `root`, or nothing.
std::optional<std::string> key_below(std::string_view root, std::string_view path) {
  if (!path.starts_with(root)) return std::nullopt;
  std::string_view rest = path.substr(root.size());
  if (root != "/") {
    if (!rest.starts_with('/')) return std::nullopt;
    rest.remove_prefix(1);
  }
  if (rest.empty()) return std::nullopt;
  return std::string(rest);
}

}  // namespace

std::string storage_key(const records::Record& artifact) {
  if (!artifact.get("_key_is_virtual").truth() && !artifact.get("key").is_null()) {
    return std::string(artifact.get("key").text());
  }
  const std::string_view uid = artifact.uid();
  const std::string_view name = artifact.get("_overwrite_versions").truth() ? stem_of(uid) : uid;
  return ".lamindb/" + std::string(name) + std::string(artifact.get("suffix").text());
}

StorageLocation storage_of(const Workspace& workspace, const records::Record& artifact) {
  const Value& id = artifact.get("storage");
  if (id.is_null() || id.integer() == workspace.storage.id) return workspace.storage;
  const auto row = workspace.records.find_by_id(workspace.records.registry("Storage"), id.integer());
  if (!row) throw Error(ErrorCode::no_match, "Storage matching query does not exist.");
  return location_of(*row);
}

std::vector<StorageLocation> local_storages(const Workspace& workspace) {
  std::vector<StorageLocation> locations{workspace.storage};
  const auto query = query::Query(workspace.records.registry("Storage")).where("type", "local");
  for (const auto& row : workspace.records.all(query)) {
    if (row.id() != workspace.storage.id) locations.push_back(location_of(row));
  }
  return locations;
}

std::optional<PlaceInStorage> place_in_storage(const Workspace& workspace,
                                               const std::filesystem::path& path) {
  std::error_code failure;
  const std::string text = path.string();
  const std::string resolved = std::filesystem::canonical(path, failure).string();
  for (const auto& location : local_storages(workspace)) {
    if (auto key = key_below(location.root, text)) return PlaceInStorage{location, std::move(*key)};
    if (auto key = key_below(location.root, resolved)) return PlaceInStorage{location, std::move(*key)};
  }
  return std::nullopt;
}

void require_same_key(const PlaceInStorage& place, const std::filesystem::path& path, std::string_view key) {
  if (place.key == key) return;
  throw Error(ErrorCode::invalid_argument,
              "The path '" + path.string() + "' is already in registered storage '" + place.storage.root +
                  "' with key '" + place.key + "'\nYou passed conflicting key '" + std::string(key) +
                  "': please move the file before registering it.");
}

void require_key_outside_managed_folder(std::string_view key) {
  if (contains(key, ".lamindb/")) {
    throw Error(ErrorCode::invalid_value,
                "Do not pass key that contains a managed storage path in `.lamindb/`");
  }
}

void require_path_outside_managed_folder(const std::filesystem::path& path) {
  if (contains(path.string(), ".lamindb/")) {
    throw Error(ErrorCode::invalid_value, "Do not pass path inside the `.lamindb/` directory.");
  }
}

}  // namespace lamin::artifacts
