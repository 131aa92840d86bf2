// Feature sets: the schemas that say what was measured in each slot of a data set ("obs", "var", "columns").
// Schemas are made by curation; here they are linked to artifacts.  read.hpp reads them.
#pragma once

#include <string_view>

#include "artifacts/workspace.hpp"

namespace lamin::annotation {

/// Throws invalid_value if the artifact is not saved, integrity_violated if the slot is taken or the schema
/// has another slot of the artifact.
void add_feature_set(artifacts::Workspace& workspace, const records::Record& artifact,
                     const records::Record& schema, std::string_view slot);

/// Takes a feature out of the feature sets of the artifact.  A set that is empty then is removed, with a
/// warning.
void make_feature_external(artifacts::Workspace& workspace, const records::Record& artifact,
                           const records::Record& feature);

}  // namespace lamin::annotation
