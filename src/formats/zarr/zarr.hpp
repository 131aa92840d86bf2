// Zarr stores on a disk, of format 2 (.zattrs, .zarray) and 3 (zarr.json): what the catalogue has to know of
// them, never an array.  Source: https://zarr-specs.readthedocs.io; keys of AnnData and MuData:
// https://anndata.readthedocs.io/en/latest/fileformat-prose.html.
#pragma once

#include <cstddef>
#include <filesystem>

namespace lamin::formats {

enum class ZarrKind { ann_data, mu_data, spatial_data, other };

/// What the store at `path` says it holds.  `other` also for what is no store.
ZarrKind kind_of_zarr(const std::filesystem::path& path);

/// The number of rows of `obs`.  Throws invalid_value if there is no such table.
std::size_t observations_of_zarr(const std::filesystem::path& path);

}  // namespace lamin::formats
