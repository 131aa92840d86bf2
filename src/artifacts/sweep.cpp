// Finds and removes what killed processes left: save.hpp, last part.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "artifacts/save.hpp"
#include "artifacts/storage_key.hpp"
#include "base/hash.hpp"
#include "records/record.hpp"
#include "storage/folder_hash.hpp"
#include "storage/local/delivery.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

bool is_base62(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Whether a name in the managed folder is that of an artifact's bytes: a uid or its stem, and a suffix.
bool names_an_artifact(std::string_view name) {
  const std::string_view uid = name.substr(0, name.find('.'));
  return (uid.size() == 16 || uid.size() == 20) && std::all_of(uid.begin(), uid.end(), is_base62);
}

std::int64_t size_below(const fs::path& path) {
  std::error_code failure;
  if (!fs::is_directory(fs::symlink_status(path))) {
    const auto size = fs::file_size(path, failure);
    return failure ? 0 : static_cast<std::int64_t>(size);
  }
  std::int64_t total = 0;
  for (const auto& entry : fs::recursive_directory_iterator(path, failure)) {
    if (entry.is_regular_file(failure)) total += static_cast<std::int64_t>(entry.file_size(failure));
  }
  return total;
}

/// Storage keys of the rows of the workspace's storage; one statement.
std::unordered_set<std::string> stored_keys(Workspace& workspace) {
  std::unordered_set<std::string> keys;
  query::Query query(workspace.records.registry("Artifact"));
  query.where("storage_id", workspace.storage.id);
  for (const auto& row : workspace.records.all(query)) keys.insert(storage_key(row));
  return keys;
}

std::vector<Leftover> objects_without_row(Workspace& workspace) {
  std::vector<Leftover> found;
  const auto keys = stored_keys(workspace);
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(fs::path(workspace.storage.root) / ".lamindb", failure)) {
    const std::string name = entry.path().filename().string();
    if (!names_an_artifact(name) || keys.contains(".lamindb/" + name)) continue;
    found.push_back({entry.path(), size_below(entry.path()), false});
  }
  return found;
}

std::string hash_at(const fs::path& path) {
  std::error_code failure;
  if (!fs::exists(path, failure)) return "";
  return fs::is_directory(path) ? storage::hash_folder(path).hash : hash_file(path).hash;
}

/// A killed replacement may have put new bytes where the row still speaks of the former ones.
void undo_replacement(Workspace& workspace, const storage::Replaced& replaced) {
  const std::string key = replaced.destination.lexically_relative(workspace.storage.root).string();
  query::Query query(workspace.records.registry("Artifact"));
  query.where("storage_id", workspace.storage.id).order_by({"-is_latest", "-id"});
  const bool is_managed = key.starts_with(".lamindb/");
  if (is_managed) {
    query.where("uid__startswith", key.substr(9, 16));
  } else {
    query.where("key", key);
  }
  const auto row = workspace.records.first(query);
  if (!row || row->get("hash").is_null()) return;
  const std::string_view hash = row->get("hash").text();
  if (hash_at(replaced.destination) != hash && hash_at(replaced.former) == hash) {
    storage::exchange(replaced.former, replaced.destination);
  }
}

}  // namespace

std::vector<Leftover> find_leftovers(Workspace& workspace) {
  // The transaction keeps out savers between their rename and their commit.
  auto work = workspace.records.begin();
  std::vector<Leftover> found = objects_without_row(workspace);
  for (const auto& staging : storage::abandoned_staging(workspace.storage.root)) {
    found.push_back({staging.path, size_below(staging.path), true});
  }
  work.commit();
  return found;
}

std::size_t sweep(Workspace& workspace) {
  auto work = workspace.records.begin();
  std::size_t count = 0;
  for (const auto& staging : storage::abandoned_staging(workspace.storage.root)) {
    for (const auto& replaced : storage::replaced_in(staging.path)) undo_replacement(workspace, replaced);
    fs::remove_all(staging.path);
    ++count;
  }
  for (const auto& leftover : objects_without_row(workspace)) {
    fs::remove_all(leftover.path);
    ++count;
  }
  work.commit();
  return count;
}

}  // namespace lamin::artifacts
