// Stores that are written to where they lie, such as TileDB-SOMA experiments: what they hold afterwards is
// the next version of the artifact, in the same place.
#pragma once

#include <cstdint>
#include <optional>

#include "artifacts/artifact.hpp"
#include "artifacts/create.hpp"
#include "artifacts/workspace.hpp"

namespace lamin::artifacts {

/// Saves the next version of `artifact`, a folder, if its bytes are no longer those of its hash; nothing if
/// they are.  The version takes over all but hash, size, number of files and observations, and run.
/// Throws what create.hpp and save.hpp throw; the bytes stay as they are.
std::optional<Artifact> revise_in_place(Workspace& workspace, const Artifact& artifact,
                                        std::optional<std::int64_t> n_observations = std::nullopt,
                                        const RunChoice& run = RunChoice::current());

}  // namespace lamin::artifacts
