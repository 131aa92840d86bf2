#include "artifacts/otype.hpp"

#include "formats/zarr/zarr.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> otype_of_zarr(const fs::path& store) {
  switch (formats::kind_of_zarr(store)) {
    case formats::ZarrKind::ann_data:
      return "AnnData";
    case formats::ZarrKind::mu_data:
      return "MuData";
    case formats::ZarrKind::spatial_data:
      return "SpatialData";
    case formats::ZarrKind::other:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Whether ".h5ad" is one of the dot-separated parts of the name.
bool has_part(std::string_view name, std::string_view part) {
  for (auto at = name.find(part, 1); at != std::string_view::npos; at = name.find(part, at + 1)) {
    const auto end = at + part.size();
    if (end == name.size() || name[end] == '.') return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> infer_otype(const fs::path& source, std::string_view suffix) {
  const std::string name = source.filename().string();
  if (name.size() > 1 && has_part(name, ".h5ad")) return "AnnData";
  if (suffix == ".anndata.zarr") return "AnnData";
  if (suffix == ".h5mu") return "MuData";
  if (name.ends_with(".spatialdata.zarr")) return "SpatialData";
  if (suffix.ends_with(".zarr")) return otype_of_zarr(source);
  return std::nullopt;
}

}  // namespace lamin::artifacts
