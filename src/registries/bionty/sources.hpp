// The public ontologies that a fresh instance with bionty knows of (spec: data-model.md 11).
//
// Links to BioPortal need a key of the user's own; they end in "apikey=" and whoever follows them adds it.
#pragma once

#include <span>
#include <string_view>

namespace lamin::registries::bionty {

struct PublicSource {
  std::string_view entity;    // "bionty.CellType"; without module for entities that have no registry
  std::string_view organism;  // "human", "all"
  std::string_view name;      // "cl"
  std::string_view version;   // "2024-08-16"
  bool currently_used;        // the default for its entity and organism
  std::string_view description;
  std::string_view source_website;
  std::string_view url;
  /// Of the file at `url`, as published before bionty 1.2.1 dropped it; the registry has none.
  std::string_view md5;
};

/// In the order of their ids in a fresh database.
std::span<const PublicSource> public_sources();

}  // namespace lamin::registries::bionty
