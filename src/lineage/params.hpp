// The params of a run: what it was told, as values of Params that exist (records/feature.hpp).
#pragma once

#include <string>
#include <vector>

#include "artifacts/workspace.hpp"
#include "base/json.hpp"

namespace lamin::lineage {

/// Adds params (an object of names and values) to a run.  Throws validation_failed: for names that are no
/// Param, with the lines that make them, and for values that do not fit the dtype; then nothing is added.
void add_params(artifacts::Workspace& workspace, const records::Record& run, const Json& params);

/// The values that a run has for one param, each once.
struct ParamOfRun {
  std::string name;
  std::string dtype;
  std::vector<Json> values;
};
/// In the order of their names; one statement.
std::vector<ParamOfRun> params_of(records::RecordStore& store, const records::Record& run);

/// The tree that `run.params` shows, in colour; "no linked features" if there are none.
std::string params_text(const std::vector<ParamOfRun>& params);

}  // namespace lamin::lineage
