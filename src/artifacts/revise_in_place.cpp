#include "artifacts/revise_in_place.hpp"

#include "artifacts/content.hpp"
#include "artifacts/read.hpp"
#include "artifacts/save.hpp"
#include "base/uid.hpp"
#include "records/rules.hpp"

namespace lamin::artifacts {
namespace {

records::Record next_version(Workspace& workspace, const records::Record& before, const Content& content) {
  records::Record record(before.registry());
  records::fill_defaults(workspace.records, record);
  for (const char* field : {"key", "description", "kind", "otype", "storage", "schema", "_key_is_virtual",
                            "_branch_code", "space"})
    record.set(field, before.get(field));
  record.set("uid", next_version_uid(before.uid()));
  record.set("is_latest", true);
  set_content(record, content);
  return record;
}

}  // namespace

std::optional<Artifact> revise_in_place(Workspace& workspace, const Artifact& artifact,
                                        std::optional<std::int64_t> n_observations, const RunChoice& run) {
  require_current(artifact.record);
  Content content = look_at(workspace, path(workspace, artifact));
  hash_content(workspace, content);
  const Value& hash = artifact.record.get("hash");
  if (content.hash && !hash.is_null() && content.hash->hash == hash.text()) return std::nullopt;
  Pending pending{.source = content.path,
                  .is_folder = content.is_folder,
                  .transfer = Pending::Transfer::in_place,
                  .state = content.state,
                  .replaces = std::nullopt};
  Artifact next(next_version(workspace, artifact.record, content), std::move(pending));
  next.revised_id = artifact.record.id();
  if (n_observations) next.record.set("n_observations", *n_observations);
  if (const auto resolved = run.resolve(workspace)) next.record.set("run", resolved->id());
  save(workspace, next);
  return next;
}

}  // namespace lamin::artifacts
