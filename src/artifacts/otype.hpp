// What kind of object a path holds: "AnnData", "MuData", "SpatialData" (data-model.md 9.3), as far as names
// and the attributes of a zarr store tell.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lamin::artifacts {

std::optional<std::string> infer_otype(const std::filesystem::path& source, std::string_view suffix);

}  // namespace lamin::artifacts
