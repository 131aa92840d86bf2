#include "artifacts/otype.hpp"

#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

std::optional<Json> read_json(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    return Json::parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// The attributes of the root group of a zarr store, of format 2 or 3.
std::optional<Json> zarr_attributes(const fs::path& store) {
  if (auto attributes = read_json(store / ".zattrs")) return attributes;
  const auto group = read_json(store / "zarr.json");
  const Json* attributes = group ? group->find("attributes") : nullptr;
  return attributes ? std::optional(*attributes) : std::nullopt;
}

std::optional<std::string> otype_of_zarr(const fs::path& store) {
  const auto attributes = zarr_attributes(store);
  if (!attributes) return std::nullopt;
  if (attributes->find("spatialdata_attrs")) return "SpatialData";
  const Json* encoding = attributes->find("encoding-type");
  if (!encoding || !encoding->is_text()) return std::nullopt;
  if (encoding->text() == "anndata") return "AnnData";
  if (ascii_lower(encoding->text()) == "mudata") return "MuData";
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
