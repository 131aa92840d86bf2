// Modules of registries that are Python packages: the command asks Python to read them.
#pragma once

#include <span>
#include <string>

#include "instance/settings.hpp"

namespace lamin::cli {

/// Brings the declarations of `modules` that come from Python packages up to date, by `python3 -m
/// lamindb._custom`.  Without Python, or without such a package, it does nothing: what is declared stays.
void refresh_declarations(std::span<const std::string> modules, const SettingsDirectory& settings);

}  // namespace lamin::cli
