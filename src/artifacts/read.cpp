#include "artifacts/read.hpp"

#include <algorithm>
#include <utility>

#include "artifacts/storage_key.hpp"
#include "base/error.hpp"
#include "formats/zarr/zarr.hpp"

namespace lamin::artifacts {

namespace fs = std::filesystem;

void require_current(const records::Record& artifact) {
  if (!artifact.get("_overwrite_versions").truth() || artifact.get("is_latest").truth()) return;
  throw Error(
      ErrorCode::invalid_value,
      "Trying to read a folder artifact from an outdated version, this can result in an incosistent state.\n"
      "Read from the latest version: artifact.versions.get(is_latest=True)");
}

namespace {

void require_bytes(const fs::path& path) {
  std::error_code failure;
  if (fs::exists(path, failure)) return;
  throw Error(ErrorCode::file_missing, "[Errno 2] No such file or directory: '" + path.string() + "'")
      .hint("The record is there, its bytes are not: they were moved or removed outside of LaminDB.");
}

constexpr std::pair<std::string_view, Loader> loaders[] = {
    {".csv", Loader::csv},    {".csv.gz", Loader::csv},      {".tsv", Loader::tsv},
    {".tsv.gz", Loader::tsv}, {".parquet", Loader::parquet}, {".parquet.gz", Loader::parquet},
    {".h5ad", Loader::h5ad},  {".h5ad.gz", Loader::h5ad},    {".h5mu", Loader::h5mu},
    {".fcs", Loader::fcs},    {".json", Loader::json},       {".yaml", Loader::yaml},
    {".yml", Loader::yaml},   {".html", Loader::html},       {".jpg", Loader::image},
    {".gif", Loader::image},  {".png", Loader::image},       {".svg", Loader::svg},
    {".rds", Loader::rds},
};

constexpr std::pair<Loader, std::string_view> loader_names[] = {
    {Loader::csv, "csv"},
    {Loader::tsv, "tsv"},
    {Loader::parquet, "parquet"},
    {Loader::h5ad, "h5ad"},
    {Loader::h5mu, "h5mu"},
    {Loader::zarr, "zarr"},
    {Loader::anndata_zarr, "anndata_zarr"},
    {Loader::mudata_zarr, "mudata_zarr"},
    {Loader::spatialdata_zarr, "spatialdata_zarr"},
    {Loader::fcs, "fcs"},
    {Loader::json, "json"},
    {Loader::yaml, "yaml"},
    {Loader::html, "html"},
    {Loader::image, "image"},
    {Loader::svg, "svg"},
    {Loader::rds, "rds"},
};

Loader loader_of_store(const fs::path& store) {
  switch (formats::kind_of_zarr(store)) {
    case formats::ZarrKind::ann_data:
      return Loader::anndata_zarr;
    case formats::ZarrKind::mu_data:
      return Loader::mudata_zarr;
    case formats::ZarrKind::spatial_data:
      return Loader::spatialdata_zarr;
    case formats::ZarrKind::other:
      break;
  }
  // Early versions of SpatialData left no attributes.
  if (fs::exists(store / "tables") || fs::exists(store / "points")) return Loader::spatialdata_zarr;
  throw Error(ErrorCode::invalid_value,
              "Unable to determine zarr store format and therefore cannot load Artifact.")
      .with("path", store.string());
}

}  // namespace

std::string path_text(const Workspace& workspace, const Artifact& artifact) {
  if (artifact.pending) return artifact.pending->source.string();
  const StorageLocation storage = storage_of(workspace, artifact.record);
  return storage.root + (storage.root.ends_with('/') ? "" : "/") + storage_key(artifact.record);
}

fs::path path(const Workspace& workspace, const Artifact& artifact) {
  const std::string text = path_text(workspace, artifact);
  if (text.find("://") != std::string::npos) {
    throw Error(ErrorCode::unsupported, "Artifacts in cloud storage are not supported yet")
        .with("path", text);
  }
  return text;
}

fs::path cache(Workspace& workspace, const Artifact& artifact, const RunInput& input) {
  require_current(artifact.record);
  fs::path place = path(workspace, artifact);
  require_bytes(place);
  track_input(workspace, artifact.record, input);
  return place;
}

Loader loader_of(std::string_view suffix) {
  for (const auto& [known, loader] : loaders) {
    if (known == suffix) return loader;
  }
  if (suffix.ends_with(".zarr")) return Loader::zarr;
  throw Error(ErrorCode::unsupported,
              "There is no loader for " + std::string(suffix) + " files. Use .cache() to get the path.");
}

std::string_view name_of(Loader loader) {
  for (const auto& [known, name] : loader_names) {
    if (known == loader) return name;
  }
  return "";
}

Loadable load(Workspace& workspace, const Artifact& artifact, const RunInput& input) {
  require_current(artifact.record);
  const Loader loader = loader_of(artifact.record.get("suffix").text());
  if (loader == Loader::rds) workspace.log.warning("Please use `laminr` to load `.rds` files");
  fs::path place = cache(workspace, artifact, input);
  return {place, loader == Loader::zarr ? loader_of_store(place) : loader};
}

}  // namespace lamin::artifacts
