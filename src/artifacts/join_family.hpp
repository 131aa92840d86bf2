// Puts a record that was saved on its own among the versions of another one (surface.md VER-07): what was one
// thing all along gets one history.
#pragma once

#include <optional>
#include <string>

#include "artifacts/workspace.hpp"

namespace lamin::artifacts {

/// Makes `record` (Artifact, Transform, Collection) the latest version of the family of `revises`: it takes
/// the family's next uid, and the file that is named by the uid is renamed.  The family that it leaves gets
/// another latest version.  Record, database and file change together or not at all.
///
/// Throws invalid_type if `revises` is of another registry, invalid_value for records that are not saved, and
/// for folders, which hold one version at a time; io_failed.
void join_family(Workspace& workspace, records::Record& record, const records::Record& revises,
                 const std::optional<std::string>& version);

}  // namespace lamin::artifacts
