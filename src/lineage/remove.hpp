// Removes runs with what only they need: their report and their environment (surface.md RUN-07, TRF-13).
#pragma once

#include "artifacts/workspace.hpp"

namespace lamin::lineage {

/// Removes the run, then its report and environment unless other runs share them.  Throws record_protected if
/// artifacts were made by the run.
void remove_run(artifacts::Workspace& workspace, records::Record& run);

/// Removes the transform with its runs, as above.
void remove_transform(artifacts::Workspace& workspace, records::Record& transform);

}  // namespace lamin::lineage
