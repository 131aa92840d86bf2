// The transform that a script or notebook is, by its uid or by its path.
#pragma once

#include <optional>
#include <string>

#include "artifacts/workspace.hpp"
#include "lineage/source.hpp"

namespace lamin::lineage {

/// What `ln.track()` asks for; each may be left out.
struct TransformWish {
  std::optional<std::string> uid;  // 12 or 16 characters
  std::optional<std::string> description;
  std::optional<std::string> version;
};

struct SourceTransform {
  records::Record transform;
  std::string intro;  // the first half of the message: "created Transform('...')"
};

/// Finds or makes the transform of `source`: by the uid if one is given, else the deepest key that ends the
/// path.  Content that changed since it was saved makes the next version.  Throws context_outdated (the uid
/// belongs to another file or to older content), exit_requested (version tags), invalid_value.
SourceTransform transform_of(artifacts::Workspace& workspace, const Source& source,
                             const TransformWish& wish);

}  // namespace lamin::lineage
