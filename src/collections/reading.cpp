#include "collections/reading.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::collections {
namespace {

using artifacts::Workspace;
using records::Record;

// The suffixes that pyarrow reads; text formats may be compressed.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> formats{{
    {".parquet", "parquet"},
    {".csv", "csv"},
    {".csv.gz", "csv"},
    {".csv.bz2", "csv"},
    {".json", "json"},
    {".json.gz", "json"},
    {".orc", "orc"},
    {".arrow", "feather"},
    {".feather", "feather"},
    {".ipc", "feather"},
}};

std::vector<std::string> suffixes_of(const std::vector<Record>& artifacts) {
  std::vector<std::string> suffixes;
  for (const Record& artifact : artifacts) {
    std::string suffix(artifact.get("suffix").text());
    if (std::ranges::find(suffixes, suffix) == suffixes.end()) suffixes.push_back(std::move(suffix));
  }
  std::ranges::sort(suffixes);
  return suffixes;
}

}  // namespace

void track_input(Workspace& workspace, const Record& collection, const artifacts::RunInput& input) {
  const auto run = artifacts::run_of_input(workspace, input);
  if (!run || !run->is_saved() || !collection.is_saved()) return;
  if (collection.get("run") == Value(run->id())) return;
  auto work = workspace.records.begin();
  const std::int64_t ids[] = {collection.id()};
  workspace.records.add_links(*run, "input_collections", ids);
  if (!collection.get("run").is_null()) {
    const auto& runs = workspace.records.registry("Run");
    const auto maker = workspace.records.find_by_id(runs, collection.get("run").integer());
    if (maker && maker->get("transform") != run->get("transform")) {
      const std::int64_t before[] = {maker->get("transform").integer()};
      const auto transform = workspace.records.find_by_id(workspace.records.registry("Transform"),
                                                          run->get("transform").integer());
      if (transform) workspace.records.add_links(*transform, "predecessors", before);
    }
  }
  work.commit();
  workspace.log.info("adding collection ids [" + std::to_string(collection.id()) + "] as inputs for run " +
                     std::to_string(run->id()));
}

std::string common_suffix(const std::vector<Record>& artifacts) {
  const auto suffixes = suffixes_of(artifacts);
  if (suffixes.size() == 1) return suffixes.front();
  throw Error(ErrorCode::runtime_failed,
              "Can only load collections where all artifacts have the same suffix");
}

std::string arrow_format(const std::vector<Record>& artifacts) {
  const std::string refusal = "This collection is not compatible with pyarrow.dataset.dataset(), the ";
  const auto suffixes = suffixes_of(artifacts);
  if (suffixes.size() > 1)
    throw Error(ErrorCode::invalid_value,
                refusal + "artifacts have incompatible file types: " + join(suffixes, ", "));
  for (const auto& [suffix, format] : formats)
    if (!suffixes.empty() && suffixes.front() == suffix) return std::string(format);
  throw Error(ErrorCode::invalid_value, refusal + "file type " + (suffixes.empty() ? "" : suffixes.front()) +
                                            " is not supported by pyarrow.");
}

}  // namespace lamin::collections
