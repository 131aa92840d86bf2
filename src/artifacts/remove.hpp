// Removes artifacts: first to the trash, then for good, with or without their bytes (surface.md ART-43..48).
#pragma once

#include <optional>

#include "artifacts/artifact.hpp"

namespace lamin::artifacts {

struct DeleteOptions {
  std::optional<bool> permanent;  // nothing = trash first, then ask
  std::optional<bool> storage;    // nothing = by the kind of key, asking for real ones
};

enum class Deleted { moved_to_trash, removed, refused };

/// Moves to the trash, or removes row and bytes: the row in a transaction first, then the bytes, so that a
/// row never lacks its bytes.  Questions go to `workspace.confirm`.  Throws foreign_storage,
/// record_protected.
Deleted remove(Workspace& workspace, records::Record& artifact, const DeleteOptions& options = {});

/// Out of the trash, and saved.
void restore(Workspace& workspace, records::Record& artifact);

}  // namespace lamin::artifacts
