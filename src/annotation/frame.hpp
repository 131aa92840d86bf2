// The values of features as columns beside those of a data frame: `ln.Artifact.df(features=True)`.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "annotation/subject.hpp"
#include "base/json.hpp"

namespace lamin::annotation {

struct FeatureColumn {
  std::string name;
  /// By the id of the artifact; each value once, and artifacts without any left out.
  std::unordered_map<std::int64_t, std::vector<Json>> values;
};

/// Features that at least one of the artifacts `ids` has a value for: categorical ones by name, then the
/// others from the last name to the first, as the reference has them.  A statement a registry of labels.
/// Throws invalid_argument for a registry whose records have no features.
std::vector<FeatureColumn> feature_columns(
    records::RecordStore& store, const schema::Registry& host, const std::vector<std::int64_t>& ids,
    const std::optional<std::vector<std::string>>& names = std::nullopt);

}  // namespace lamin::annotation
