// Finds and removes what killed processes left: save.hpp, last part.
#include <algorithm>
#include <chrono>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "artifacts/save.hpp"
#include "artifacts/storage_key.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
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

/// A database that a killed `lamin init` made and never put into place.
bool is_database_draft(std::string_view name) {
  return name.starts_with("lamin.db.") && contains(name, ".tmp");
}

// Someone who may not write cannot keep savers out; what was touched just now may be theirs.
bool may_be_in_the_making(const fs::path& path) {
  std::error_code failure;
  const auto changed = fs::last_write_time(path, failure);
  return !failure && fs::file_time_type::clock::now() - changed < std::chrono::minutes(1);
}

std::vector<Leftover> database_drafts(Workspace& workspace) {
  std::vector<Leftover> found;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(fs::path(workspace.storage.root) / ".lamindb", failure)) {
    if (is_database_draft(entry.path().filename().native()) && !may_be_in_the_making(entry.path())) {
      found.push_back({entry.path(), size_below(entry.path()), true});
    }
  }
  return found;
}

using Abandoned = std::vector<storage::AbandonedStaging>;

std::vector<Leftover> leftovers_beside(Workspace& workspace, const Abandoned& abandoned) {
  std::vector<Leftover> found = objects_without_row(workspace);
  for (const auto& staging : abandoned) found.push_back({staging.path, size_below(staging.path), true});
  for (auto& draft : database_drafts(workspace)) found.push_back(std::move(draft));
  return found;
}

/// Leaves `work` empty where this user may not write.
void keep_savers_out(Workspace& workspace, std::optional<records::RecordStore::Work>& work) {
  try {
    work.emplace(workspace.records);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::permission_denied) throw;
  }
}

}  // namespace

std::vector<Leftover> find_leftovers(Workspace& workspace) {
  // The transaction keeps out savers between their rename and their commit.
  std::optional<records::RecordStore::Work> work;
  keep_savers_out(workspace, work);
  auto found = leftovers_beside(workspace, storage::abandoned_staging(workspace.storage.root));
  if (work) {
    work->commit();
  } else {
    std::erase_if(found, [](const Leftover& leftover) { return may_be_in_the_making(leftover.path); });
  }
  return found;
}

std::vector<Leftover> clear_leftovers(Workspace& workspace) {
  auto work = workspace.records.begin();
  const Abandoned abandoned = storage::abandoned_staging(workspace.storage.root);
  auto found = leftovers_beside(workspace, abandoned);
  for (const auto& staging : abandoned) {
    for (const auto& replaced : storage::replaced_in(staging.path)) undo_replacement(workspace, replaced);
  }
  for (const auto& leftover : found) fs::remove_all(leftover.path);
  work.commit();
  return found;
}

std::size_t sweep(Workspace& workspace) {
  return clear_leftovers(workspace).size();
}

}  // namespace lamin::artifacts
