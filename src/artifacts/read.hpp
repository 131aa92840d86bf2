// Reads artifacts: where the bytes are, which loader reads them, and what a run has read.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "artifacts/artifact.hpp"

namespace lamin::artifacts {

/// Where the bytes are: the pending source of an unsaved artifact, else root / storage key.  Does not look at
/// the disk.
std::string path_text(const Workspace& workspace, const Artifact& artifact);
std::filesystem::path path(const Workspace& workspace, const Artifact& artifact);

/// `is_run_input` of load, cache and open.
struct RunInput {
  std::optional<bool> flag;            // nothing = the setting track_run_inputs
  std::optional<records::Record> run;  // a run given instead of the tracked one
};

/// The run to link an input to; nothing if it is not tracked, with a warning if it should be.  Throws
/// invalid_value if an input is insisted on without a run.
std::optional<records::Record> run_of_input(const Workspace& workspace, const RunInput& input);

/// A local path to the bytes, tracked as an input.  Throws invalid_value for an outdated folder version,
/// file_missing with the path if the bytes are gone.
std::filesystem::path cache(Workspace& workspace, const Artifact& artifact, const RunInput& input = {});

/// How a binding reads the bytes into memory.
enum class Loader {
  csv,
  tsv,
  parquet,
  h5ad,
  h5mu,
  zarr,  // of a kind that only the store itself tells
  anndata_zarr,
  mudata_zarr,
  spatialdata_zarr,
  fcs,
  json,
  yaml,
  html,
  image,
  svg,
  rds
};
/// By suffix; throws unsupported "There is no loader for .x files. Use .cache() to get the path.".
Loader loader_of(std::string_view suffix);
std::string_view name_of(Loader loader);
/// Throws invalid_value for an outdated version of a folder, whose bytes are gone.
void require_current(const records::Record& artifact);

struct Loadable {
  std::filesystem::path path;
  Loader loader;
};
/// The same as `cache`, but for `load`: also throws unsupported if no loader reads the suffix, invalid_value
/// if a zarr store does not say what it holds.
Loadable load(Workspace& workspace, const Artifact& artifact, const RunInput& input = {});

/// Links artifacts as inputs of the run, and their transforms as predecessors of its transform (surface.md
/// ART-56).  Own outputs, unsaved artifacts and links that the workspace knows of cost no statement.  Throws
/// invalid_value "No run context set. Call `ln.track()`." if an input is insisted on.
void track_input(Workspace& workspace, const records::Record& artifact, const RunInput& input = {});
void track_inputs(Workspace& workspace, std::span<const records::Record* const> artifacts,
                  const RunInput& input = {});

}  // namespace lamin::artifacts
