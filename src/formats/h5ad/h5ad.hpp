// AnnData files (.h5ad): the tables `obs` and `var`, of every layout from 0.5 to 0.12; never a matrix.
//
// Layouts: a group of columns, categories as a group (since 0.8) or as a reference (0.7); a data set of
// compounds with categories in `uns` (0.5, 0.6).
#pragma once

#include <filesystem>
#include <string>

#include "formats/frame.hpp"

namespace lamin::formats {

/// The table `name`, "obs" or "var"; of MuData files also "mod/rna/obs".  Throws file_missing, invalid_value
/// (no HDF5 file, no such table, no index), unsupported (no HDF5 library).
Frame read_h5ad(const std::filesystem::path& path, const std::string& name);
/// The number of rows of `obs`.  Throws the same.
std::size_t observations_of_h5ad(const std::filesystem::path& path);
/// How the values of X are called: "float32".  "" if the file has none.
std::string dtype_of_x(const std::filesystem::path& path);

}  // namespace lamin::formats
