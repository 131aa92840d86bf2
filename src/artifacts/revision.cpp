#include "artifacts/revision.hpp"

#include "artifacts/existing.hpp"
#include "base/error.hpp"
#include "base/uid.hpp"

namespace lamin::artifacts {
namespace {

void require_new_version(const records::Record& latest, const std::optional<std::string>& version) {
  if (!version || latest.get("version").is_null() || latest.get("version").text() != *version) return;
  throw Error(ErrorCode::invalid_value, "Please increment the previous version: '" + *version + "'");
}

void require_same_key(const records::Record& revises, const std::optional<std::string>& key) {
  const Value& present = revises.get("key");
  if (!key || present.is_null() || present.text() == *key) return;
  const std::string old(present.text());
  throw Error(ErrorCode::invalid_value,
              "`key` is " + *key + ", but `revises.key` is '" + old +
                  "'\n\n Either do *not* pass `key`.\n\nOr update key \"" + old + "\" to \"" + *key +
                  "\" for all previous versions:\n\nln.Artifact.filter(uid__startswith=\"" +
                  std::string(stem_of(revises.uid())) + "\").update(key=\"" + *key + "\")\n");
}

}  // namespace

Revision revision_of(const Workspace& workspace, const records::Record& revises,
                     const std::optional<std::string>& key, const std::optional<std::string>& version) {
  if (revises.registry().name != "Artifact") {
    throw Error(ErrorCode::invalid_type, "`revises` has to be of type `Artifact`");
  }
  require_same_key(revises, key);
  Revision revision{latest_of_family(workspace, revises).value_or(revises), std::nullopt,
                    revises.get("description")};
  if (!revises.get("key").is_null()) revision.key = std::string(revises.get("key").text());
  if (revision.latest.uid() != revises.uid()) {
    workspace.log.warning("didn't pass the latest version in `revises`, retrieved it: " +
                          records::repr(revision.latest));
  }
  require_new_version(revision.latest, version);
  return revision;
}

Revision revision_of_key(const Workspace& workspace, const records::Record& row, const std::string& key,
                         const std::optional<std::string>& version) {
  workspace.log.important("creating new artifact version for key='" + key + "' (storage: '" +
                          workspace.storage.root + "')");
  Revision revision{row, key, Value()};
  if (!row.get("is_latest").truth()) revision.latest = latest_of_family(workspace, row).value_or(row);
  require_new_version(revision.latest, version);
  return revision;
}

}  // namespace lamin::artifacts
