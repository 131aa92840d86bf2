#include "annotation/feature_sets.hpp"

#include "annotation/read.hpp"
#include "base/error.hpp"
#include "records/rules.hpp"

namespace lamin::annotation {

using query::Query;
using records::Record;

void add_feature_set(artifacts::Workspace& workspace, const Record& artifact, const Record& schema,
                     std::string_view slot) {
  if (!artifact.is_saved())
    throw Error(ErrorCode::invalid_value,
                "Please save the artifact or collection before adding a feature set!");
  Record link(workspace.records.registry("ArtifactSchema"));
  link.set("artifact", artifact.id());
  link.set("schema", schema.id());
  link.set("slot", slot);
  Record* const links[] = {&link};
  workspace.records.save_all(links);
}

void make_feature_external(artifacts::Workspace& workspace, const Record& artifact, const Record& feature) {
  auto work = workspace.records.begin();
  for (Slot& slot : slots_of(workspace.records, artifact)) {
    Query members(workspace.records.registry("SchemaFeature"));
    members.where("schema", slot.schema.id());
    Query one = members;
    if (workspace.records.remove_all(one.where("feature", feature.id())) == 0) continue;
    const std::int64_t left = workspace.records.count(members);
    if (left > 0) {
      slot.schema.set("n", left);
      workspace.records.save(slot.schema);
      continue;
    }
    workspace.log.warning("deleting empty feature set: " + records::repr(slot.schema));
    Query links(workspace.records.registry("ArtifactSchema"));
    workspace.records.remove_all(links.where("schema", slot.schema.id()));
    workspace.records.remove(slot.schema);
  }
  work.commit();
}

}  // namespace lamin::annotation
