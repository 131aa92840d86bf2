#include "artifacts/remove.hpp"

#include <vector>

#include "artifacts/read.hpp"
#include "artifacts/storage_key.hpp"
#include "base/error.hpp"
#include "records/record.hpp"
#include "records/rules.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;
using query::Query;

bool is_in_trash(const records::Record& artifact) {
  return artifact.get("_branch_code") == Value(-1);
}

void require_saved(const records::Record& artifact) {
  if (artifact.is_saved()) return;
  throw Error(ErrorCode::invalid_value,
              "Artifact object can't be deleted because its id attribute is set to None.");
}

std::string managed_locations(const Workspace& workspace) {
  Query query(workspace.records.registry("Storage"));
  query.where("instance_uid", workspace.instance_uid).order_by({"id"});
  std::string text;
  for (const auto& row : workspace.records.all(query)) text += "\n" + records::repr(row);
  return text;
}

void require_managed(const Workspace& workspace, const StorageLocation& storage,
                     const DeleteOptions& options) {
  if (storage.instance_uid == workspace.instance_uid || options.storage == false) return;
  const std::string owner = storage.instance_uid.empty() ? "None" : storage.instance_uid;
  throw Error(
      ErrorCode::foreign_storage,
      "Cannot simply delete artifacts outside of this instance's managed storage locations.\n"
      "(1) If you only want to delete the metadata record in this instance, pass `storage=False`\n"
      "(2) If you want to delete the artifact in storage, please load the managing lamindb instance (uid=" +
          owner +
          ").\nThese are all managed storage locations of this instance:" + managed_locations(workspace));
}

Deleted move_to_trash(Workspace& workspace, records::Record& artifact, const DeleteOptions& options) {
  if (options.storage) workspace.log.warning("moving artifact to trash, storage arg is ignored");
  artifact.set("_branch_code", -1);
  workspace.records.save(artifact);
  workspace.log.important("moved artifact to trash (_branch_code = -1)");
  return Deleted::moved_to_trash;
}

/// Whether the bytes go too.
bool takes_bytes(const Workspace& workspace, const records::Record& artifact, const std::string& path,
                 const DeleteOptions& options) {
  if (artifact.get("_overwrite_versions").truth() && !artifact.get("is_latest").truth()) {
    if (options.storage) {
      workspace.log.warning("Storage argument is ignored; can't delete storage on an previous version");
    }
    return false;
  }
  if (options.storage) return *options.storage;
  if (artifact.get("_key_is_virtual").truth() || artifact.get("key").is_null()) return true;
  return workspace.confirm("Are you sure to want to delete " + path + "? (y/n)  You can't undo this action.");
}

void remove_rows(Workspace& workspace, records::Record& artifact) {
  auto work = workspace.records.begin();
  if (artifact.get("is_latest").truth() && artifact.get("_overwrite_versions").truth()) {
    Query older = records::versions_of(artifact);
    older.exclude(query::Filter::condition("id", artifact.id()));
    workspace.records.remove_all(older);
  }
  records::remove(workspace.records, artifact, workspace.log);
  work.commit();
}

void remove_bytes(const Workspace& workspace, const std::string& path) {
  std::error_code failure;
  fs::remove_all(path, failure);
  if (failure) {
    workspace.log.warning("a file/folder remains here: " + path + " (" + failure.message() + ")");
  } else {
    workspace.log.success("deleted " + path);
  }
}

}  // namespace

Deleted remove(Workspace& workspace, records::Record& artifact, const DeleteOptions& options) {
  require_saved(artifact);
  const bool permanent = options.permanent.value_or(false);
  if (!permanent && !is_in_trash(artifact)) return move_to_trash(workspace, artifact, options);
  if (options.permanent == false) return Deleted::moved_to_trash;
  if (!permanent &&
      !workspace.confirm("Artifact record is already in trash! Are you sure you want to permanently delete "
                         "it? (y/n) You can't undo this action.")) {
    return Deleted::refused;
  }
  require_managed(workspace, storage_of(workspace, artifact), options);
  const std::string place = path_text(workspace, Artifact(artifact));
  const bool with_bytes = takes_bytes(workspace, artifact, place, options);
  remove_rows(workspace, artifact);
  if (with_bytes) {
    remove_bytes(workspace, place);
  } else {
    workspace.log.important("a file/folder remains here: " + place);
  }
  return Deleted::removed;
}

void restore(Workspace& workspace, records::Record& artifact) {
  artifact.set("_branch_code", 1);
  workspace.records.save(artifact);
}

}  // namespace lamin::artifacts
