// Transforms as people make them: a name, a version family, the source code (surface.md TRF-01..07).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "artifacts/workspace.hpp"

namespace lamin::lineage {

/// What `ln.Transform(...)` takes.
struct TransformOptions {
  /// Those that people are told of, and those that are taken besides.
  static constexpr std::array<std::string_view, 7> shown_arguments{
      "key", "description", "version", "type", "revises", "reference", "reference_type"};
  static constexpr std::array<std::string_view, 3> other_arguments{"uid", "source_code", "using_key"};

  std::optional<std::string> uid, key, description, version, reference, reference_type, source_code;
  std::string type = "pipeline";
  std::optional<records::Record> revises;
};

/// ln.Transform(...): a new transform, a new version, or the one that exists.  Throws inconsistent_key,
/// invalid_type, field_invalid.
records::Record make_transform(artifacts::Workspace& workspace, const TransformOptions& options);

/// Inserts or updates a transform; a new version takes `is_latest` from the one before.  If another transform
/// has the same hash, `transform` becomes that one, with a warning.
void save_transform(artifacts::Workspace& workspace, records::Record& transform);

/// The newest transform whose uid starts with `stem`.
std::optional<records::Record> latest_of_family(artifacts::Workspace& workspace, std::string_view stem);

}  // namespace lamin::lineage
