#include "artifacts/open.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "formats/zarr/zarr.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view table_formats[] = {"parquet", "csv", "json", "orc", "arrow", "feather", "ipc"};
constexpr std::string_view array_suffixes[] = {".zarr", ".anndata.zarr", ".tiledbsoma", ".h5",     ".hdf5",
                                               ".h5ad", ".h5.gz",        ".hdf5.gz",    ".h5ad.gz"};

// ".csv.gz" -> "csv"; "" for suffixes that are not of tables.
std::string table_format(std::string_view suffix) {
  if (suffix.ends_with(".gz")) suffix.remove_suffix(3);
  if (suffix.empty()) return "";
  const auto found = std::ranges::find(table_formats, suffix.substr(1));
  return found == std::end(table_formats) ? "" : std::string(*found);
}

std::string openable_suffixes() {
  std::string text;
  for (const std::string_view suffix : array_suffixes) text += std::string(suffix) + ", ";
  for (const std::string_view format : table_formats) text += "." + std::string(format) + ", ";
  for (const std::string_view format : table_formats) text += "." + std::string(format) + ".gz, ";
  text.resize(text.size() - 2);
  return text;
}

std::string table_suffixes() {
  std::string text;
  for (const std::string_view format : table_formats)
    text += (text.empty() ? "." : ", .") + std::string(format);
  return text;
}

// The one format of all files of a folder.
std::string folder_format(const fs::path& folder) {
  std::set<std::string> formats;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) formats.insert(table_format(entry.path().extension().native()));
  if (formats.size() == 1 && !formats.begin()->empty()) return *formats.begin();
  throw Error(ErrorCode::invalid_value,
              "The object should have .h5, .hdf5, .h5ad, .zarr, .tiledbsoma suffix or be compatible with "
              "pyarrow.dataset.dataset, instead of being  object.")
      .hint("A folder can be opened if all its files are of one of " + table_suffixes() + ".");
}

Opener opener_of(std::string_view suffix, const fs::path& path) {
  if (suffix == ".h5ad" || suffix == ".h5ad.gz" || suffix == ".anndata.zarr") return Opener::anndata;
  if (suffix == ".zarr")
    return formats::kind_of_zarr(path) == formats::ZarrKind::ann_data ? Opener::anndata : Opener::zarr;
  if (suffix == ".tiledbsoma") return Opener::tiledbsoma;
  return suffix.empty() || !table_format(suffix).empty() ? Opener::tables : Opener::hdf5;
}

}  // namespace

std::string_view name_of(Opener opener) {
  constexpr std::string_view names[] = {"tables", "hdf5", "anndata", "zarr", "tiledbsoma"};
  return names[static_cast<std::size_t>(opener)];
}

bool holds_anndata(std::span<const std::string> members) {
  return std::ranges::find(members, "obs") != members.end() &&
         std::ranges::find(members, "var") != members.end();
}

void require_openable(const Artifact& artifact, std::string_view mode) {
  require_current(artifact.record);
  const std::string_view suffix = artifact.record.get("suffix").text();
  const bool known = suffix.empty() || !table_format(suffix).empty() ||
                     std::ranges::find(array_suffixes, suffix) != std::end(array_suffixes);
  if (!known)
    throw Error(
        ErrorCode::invalid_value,
        "Artifact should have a zarr, h5, tiledbsoma object or a compatible `pyarrow.dataset.dataset` "
        "directory as the underlying data, please use one of the following suffixes for the object "
        "name: " +
            openable_suffixes() + ". Or no suffix for a folder with " + table_suffixes() +
            " files (no mixing allowed).");
  if (suffix == ".tiledbsoma" && mode != "r" && mode != "w")
    throw Error(ErrorCode::invalid_value, "`mode` should be either 'r' or 'w' for tiledbsoma.");
  if (mode != "r" && suffix != ".tiledbsoma")
    throw Error(ErrorCode::invalid_value, "Only a tiledbsoma store can be openened with `mode!='r'`.");
}

Openable open(Workspace& workspace, const Artifact& artifact, std::string_view mode, const RunInput& input) {
  require_openable(artifact, mode);
  const std::string_view suffix = artifact.record.get("suffix").text();
  Openable found{.path = cache(workspace, artifact, input)};
  found.opener = opener_of(suffix, found.path);
  if (found.opener == Opener::anndata) found.format = suffix.ends_with(".zarr") ? "zarr" : "hdf5";
  if (found.opener == Opener::tables)
    found.format = suffix.empty() ? folder_format(found.path) : table_format(suffix);
  return found;
}

}  // namespace lamin::artifacts
