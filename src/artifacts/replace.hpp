// Gives an artifact other content, in place of a new version (surface.md ART-42).
#pragma once

#include <filesystem>
#include <optional>

#include "artifacts/artifact.hpp"
#include "artifacts/create.hpp"

namespace lamin::artifacts {

/// Makes `artifact` name the bytes at `source` with its next save; the uid stays, the suffix may change.  If
/// another artifact has this content it is returned, with the message of `create`, and `artifact` stays as it
/// is. Throws file_missing, invalid_value (a folder for a file or the other way round; bytes inside a storage
/// location), invalid_argument (a key that conflicts with such a place).
std::optional<Artifact> replace(Workspace& workspace, Artifact& artifact, const std::filesystem::path& source,
                                const RunChoice& run = RunChoice::current(), bool is_staged = false);

}  // namespace lamin::artifacts
