#include "artifacts/replace.hpp"

#include <array>

#include "artifacts/content.hpp"
#include "artifacts/existing.hpp"
#include "artifacts/storage_key.hpp"
#include "artifacts/suffix.hpp"
#include "base/error.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

void require_same_kind(const Artifact& artifact, const Content& content) {
  const bool is_folder = artifact.record.get("_overwrite_versions").truth();
  if (is_folder == content.is_folder) return;
  throw Error(ErrorCode::invalid_value, is_folder ? "It is not allowed to replace a folder with a file."
                                                  : "It is not allowed to replace a file with a folder.");
}

void require_outside_storage(const std::optional<PlaceInStorage>& place, const Artifact& artifact,
                             const fs::path& path) {
  if (!place) return;
  const Value& key = artifact.record.get("key");
  if (!key.is_null()) require_same_key(*place, path, key.text());
  throw Error(ErrorCode::invalid_value, "Can only replace with a local path not in any Storage. Found '" +
                                            path.string() + "' in '" + place->storage.root + "'.");
}

/// The key with the suffix of the new content.
void rename_key(Workspace& workspace, Artifact& artifact, const std::string& suffix) {
  const Value& present = artifact.record.get("key");
  if (present.is_null()) return;
  const std::string old(present.text());
  const std::string key = old.substr(0, old.size() - suffix_of(old, workspace.suffixes).size()) + suffix;
  if (key == old) return;
  if (!artifact.record.get("_key_is_virtual").truth()) {
    workspace.log.warning("replacing the file will replace key '" + old + "' with '" + key +
                          "' and delete '" + old + "' upon `save()`");
  }
  artifact.record.set("key", key);
}

}  // namespace

std::optional<Artifact> replace(Workspace& workspace, Artifact& artifact, const fs::path& source,
                                const RunChoice& run, bool is_staged) {
  const auto resolved = run.resolve(workspace);
  const fs::path path = absolute_path(source);
  Content content = look_at(workspace, path);
  require_same_kind(artifact, content);
  hash_content(workspace, content);
  if (content.hash) {
    const auto known = KnownArtifacts::load(workspace, std::array{content.hash->hash}, {});
    if (const auto* row = known.same_content(content.hash->hash, std::nullopt)) {
      return adopt(workspace, *row, std::nullopt, std::nullopt, resolved);
    }
  }
  if (!is_staged) require_outside_storage(place_in_storage(workspace, path), artifact, path);

  Pending pending{.source = path,
                  .is_folder = content.is_folder,
                  .transfer = is_staged ? Pending::Transfer::move : Pending::Transfer::copy,
                  .state = content.state,
                  .replaces = std::nullopt};
  if (artifact.pending) {
    pending.replaces = artifact.pending->replaces;
  } else if (artifact.is_saved()) {
    pending.replaces = storage_key(artifact.record);
  }
  rename_key(workspace, artifact, content.suffix);
  set_content(artifact.record, content);
  if (resolved) artifact.record.set("run", resolved->id());
  artifact.pending = std::move(pending);
  return std::nullopt;
}

}  // namespace lamin::artifacts
