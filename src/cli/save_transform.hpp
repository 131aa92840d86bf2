// `lamin save` of a script or notebook: its text becomes the source code of a transform.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/context.hpp"
#include "records/record.hpp"

namespace lamin::cli {

/// The transform is the one whose uid the source passes to `ln.track`, else the latest of this key, else a
/// new one.  Nothing if the person refuses to overwrite the source code that is stored.  Throws
/// exit_requested for a uid that is unknown.
std::optional<records::Record> save_transform(Context& context, const std::filesystem::path& path,
                                              const std::optional<std::string>& key,
                                              const std::optional<std::string>& description);

}  // namespace lamin::cli
