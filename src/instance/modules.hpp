// Modules that are not built in: where their declarations are.
//
// A declaration is a file `<module>.json` (registries/custom.hpp) or `<module>.toml`
// (registries/toml_declaration.hpp): in a folder of LAMIN_MODULES, else in the folder `modules` of the
// settings directory.  For a Python package the Python side writes the latter when it imports the package, so
// that the command `lamin` works on the registries without Python.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"
#include "instance/settings.hpp"
#include "registries/custom.hpp"
#include "schema/catalog.hpp"

namespace lamin {

struct FoundModule {
  registries::CustomModule module;
  std::filesystem::path file;
  /// Where the steps of `lamin migrate create` are kept: what the declaration says, or `<module>.migrations`
  /// beside it.
  std::filesystem::path migrations_folder;
};

/// Throws invalid_value for a file that is no declaration of that module, and for two of them in one folder.
std::optional<FoundModule> find_module(std::string_view name, const SettingsDirectory& settings);

/// Keeps a declaration that comes from elsewhere, such as a Python package.
void save_module(const registries::CustomModule& module, const SettingsDirectory& settings);

bool is_builtin_module(std::string_view name);
/// Those of `modules` that are not built in.  One without a declaration is left out, with a warning.
std::vector<registries::CustomModule> custom_modules(std::span<const std::string> modules,
                                                     const SettingsDirectory& settings, Log& log);

/// The catalog of an instance, with the modules that have a declaration.
std::shared_ptr<const schema::Catalog> catalog_of(std::span<const std::string> modules,
                                                  const SettingsDirectory& settings, Log& log);

}  // namespace lamin
