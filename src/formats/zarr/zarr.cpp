#include "formats/zarr/zarr.hpp"

#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"

namespace lamin::formats {
namespace {

namespace fs = std::filesystem;

// Nothing also for what is no JSON: then it is no store either.
std::optional<Json> json_of(const fs::path& path) {
  try {
    const auto text = read_text_file(path);
    return text ? std::optional(Json::parse(*text)) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

// The attributes of a group or array, in either format.
Json attributes_of(const fs::path& node) {
  if (auto attributes = json_of(node / ".zattrs")) return *std::move(attributes);
  const auto metadata = json_of(node / "zarr.json");
  const Json* attributes = metadata ? metadata->find("attributes") : nullptr;
  return attributes ? *attributes : Json::object();
}

std::string text_in(const Json& attributes, std::string_view key) {
  const Json* found = attributes.find(key);
  return found && found->is_text() ? found->text() : "";
}

std::optional<std::size_t> length_of(const fs::path& array) {
  auto metadata = json_of(array / ".zarray");
  if (!metadata) metadata = json_of(array / "zarr.json");
  const Json* shape = metadata ? metadata->find("shape") : nullptr;
  if (shape == nullptr || !shape->is_array() || shape->elements().empty()) return std::nullopt;
  const Json& length = shape->elements().front();
  return length.is_integer() ? std::optional(static_cast<std::size_t>(length.integer())) : std::nullopt;
}

}  // namespace

ZarrKind kind_of_zarr(const fs::path& path) {
  const Json attributes = attributes_of(path);
  if (attributes.find("spatialdata_attrs")) return ZarrKind::spatial_data;
  const std::string encoding = ascii_lower(text_in(attributes, "encoding-type"));
  if (encoding == "anndata") return ZarrKind::ann_data;
  if (encoding == "mudata") return ZarrKind::mu_data;
  return ZarrKind::other;
}

std::size_t observations_of_zarr(const fs::path& path) {
  const fs::path table = path / "obs";
  const std::string index = text_in(attributes_of(table), "_index");
  if (!index.empty()) {
    // Texts that may be missing are a group: the values and which of them are missing.
    for (const fs::path& array : {table / index, table / index / "values"})
      if (const auto length = length_of(array)) return *length;
  }
  throw Error(ErrorCode::invalid_value, "The zarr store has no table `obs` with an index")
      .with("path", path.string());
}

}  // namespace lamin::formats
