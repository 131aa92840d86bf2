// What may change on an artifact that is saved (surface.md REC-26, ART-55).
#pragma once

#include "artifacts/suffix.hpp"
#include "records/record.hpp"

namespace lamin::artifacts {

/// Throws invalid_argument if the changes of `artifact` touch its suffix, a key that is not virtual, or the
/// suffix of a virtual key.  `save` calls it.
void require_allowed_changes(const records::Record& artifact, const KnownSuffixes& known);

}  // namespace lamin::artifacts
