// Transfers records from one instance to another: what `save()` of a record from `.using("owner/name")` does.
//
// Zero-copy: bytes stay where they are; the target learns of the storage location.  Records keep their uid.
// What they refer to comes along (storage, schema, features, types, ontology terms), and, with annotations,
// labels, feature values, projects, the members of schemas and collections (parents of labels do not, as with
// lamindb 1.3.2).  What the target has already is
// mapped and not changed, so that a second transfer changes nothing.  Everything that is new belongs to the
// current user and to a run of the transform of transfers from that instance.
//
// Sets, not rows: the number of statements depends on the number of registries, not of records.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "artifacts/workspace.hpp"
#include "records/record.hpp"

namespace lamin::remote {

struct TransferOptions {
  bool with_annotations = true;
};

/// Brings `rows`, all of one registry of `source`, into `target` and returns them as they are there, in
/// order.  One transaction of the target for each 5,000 rows; one that is broken off can be repeated.  The
/// source is only read, and never while the target is locked.
/// Says what was mapped and transferred.  Throws unsupported for a version that is not the latest,
/// invalid_value for a registry that the target does not mount.
std::vector<records::Record> transfer(artifacts::Workspace& target, artifacts::Workspace& source,
                                      std::span<const records::Record> rows,
                                      const TransferOptions& options = {});

/// The run that takes what comes from `source`: of the transform "transfers/<instance>"; one for
/// each run that is tracked, else one.
records::Record transfer_run(artifacts::Workspace& target, const artifacts::Workspace& source);

}  // namespace lamin::remote
