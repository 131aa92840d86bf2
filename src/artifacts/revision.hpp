// Which artifact a new one is the next version of, and what it takes over from it (data-model.md 7.2).
#pragma once

#include <optional>
#include <string>

#include "artifacts/workspace.hpp"
#include "base/value.hpp"
#include "records/record.hpp"

namespace lamin::artifacts {

struct Revision {
  records::Record latest;          // of the family
  std::optional<std::string> key;  // of the artifact that was passed
  Value description;               // null if it is not taken over
};

/// For `revises`.  Says so to the log if `revises` is not the latest of its family.
/// Throws invalid_type for another registry, invalid_value if `key` is another one than that of `revises` or
/// if `version` is that of the latest.
Revision revision_of(const Workspace& workspace, const records::Record& revises,
                     const std::optional<std::string>& key, const std::optional<std::string>& version);

/// For a key that `row` has already.
Revision revision_of_key(const Workspace& workspace, const records::Record& row, const std::string& key,
                         const std::optional<std::string>& version);

}  // namespace lamin::artifacts
