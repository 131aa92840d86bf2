// Reading collections: what a run has read, and which artifacts can be read together.
#pragma once

#include <string>
#include <vector>

#include "artifacts/read.hpp"
#include "collections/collection.hpp"

namespace lamin::collections {

/// Links the collection as an input of the run and its transform as a predecessor of the run's.  Own outputs
/// and unsaved collections are no inputs.  Warns if there is no run.
void track_input(artifacts::Workspace& workspace, const records::Record& collection,
                 const artifacts::RunInput& input = {});

/// Throws runtime_failed unless all have the same suffix; returns it.
std::string common_suffix(const std::vector<records::Record>& artifacts);

/// The format that pyarrow reads the artifacts with ("parquet", "csv", "json", "orc", "feather").  Throws
/// invalid_value for other suffixes and for several of them.
std::string arrow_format(const std::vector<records::Record>& artifacts);

}  // namespace lamin::collections
