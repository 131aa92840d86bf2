// The Python environment of a run, as `pip freeze` prints it, read from the metadata of installed
// distributions (https://packaging.python.org/en/latest/specifications/recording-installed-packages/) without
// starting pip.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace lamin::lineage {

/// One "name==version" line a distribution, sorted without regard to case; pip, setuptools and wheel left
/// out.
std::string frozen_environment(std::span<const std::filesystem::path> import_path);

/// "name==version" of the distribution whose metadata lie in `folder` (….dist-info).
std::string name_and_version(const std::filesystem::path& folder);

/// The version of one distribution; "" if it is not installed.
std::string installed_version(std::span<const std::filesystem::path> import_path, std::string_view name);

}  // namespace lamin::lineage
