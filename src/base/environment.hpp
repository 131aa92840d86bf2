// The variables of the environment (docs/guide/variables.md lists ours).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lamin {

/// The value of a variable; nothing if it is not set or empty.
std::optional<std::string> environment(const std::string& name);

/// The folders that a variable such as PATH names, joined with ":".
std::vector<std::filesystem::path> environment_folders(const std::string& name);

}  // namespace lamin
