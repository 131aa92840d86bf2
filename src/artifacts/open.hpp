// Artifacts that are read piece by piece instead of as a whole: which reader opens them, and in which format.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "artifacts/read.hpp"

namespace lamin::artifacts {

/// The kind of reader: a data set of tables (https://arrow.apache.org/docs/python/dataset.html), an HDF5
/// file, an AnnData file or store, another zarr store, a TileDB-SOMA store.
enum class Opener { tables, hdf5, anndata, zarr, tiledbsoma };
std::string_view name_of(Opener opener);

struct Openable {
  std::filesystem::path path;
  Opener opener = Opener::tables;
  /// Of tables: "parquet", "csv", "json", "orc", "arrow", "feather" or "ipc"; of AnnData: "hdf5", "zarr".
  std::string format;
};

/// Whether a file or store with these members holds an AnnData object: else it is opened as what it is.
bool holds_anndata(std::span<const std::string> members);

/// Throws invalid_value if the artifact is of an outdated folder version, or not of a kind that can be opened
/// in that mode ("r", "w").  Does not look at the disk.
void require_openable(const Artifact& artifact, std::string_view mode);

/// Where the bytes are and what opens them; tracked as an input.  A folder is a data set if all its files
/// have one suffix; throws invalid_value if not.
Openable open(Workspace& workspace, const Artifact& artifact, std::string_view mode,
              const RunInput& input = {});

}  // namespace lamin::artifacts
