#include "instance/modules.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "registries/builtins.hpp"
#include "registries/toml_declaration.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

// What becomes the name of a file, of tables and of a Python package.
bool is_module_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, fits);
}

std::vector<fs::path> folders_of(const SettingsDirectory& settings) {
  std::vector<fs::path> folders = environment_folders("LAMIN_MODULES");
  folders.push_back(settings.path() / "modules");
  return folders;
}

Json declaration_in(const fs::path& file, const std::string& text) {
  try {
    return file.extension() == ".toml" ? registries::read_toml_declaration(text) : Json::parse(text);
  } catch (Error& error) {
    throw error.with("path", file.native());
  }
}

FoundModule read_module(std::string_view name, const fs::path& file, const std::string& text) {
  Json json = declaration_in(file, text);
  const Json* said = json.is_object() ? json.find("module") : nullptr;
  if (said == nullptr || !said->is_text() || said->text() != name) {
    throw Error{ErrorCode::invalid_value, "The file does not declare the module '" + std::string(name) + "'"}
        .with("path", file.native());
  }
  const Json* folder = json.find("migrations_folder");
  fs::path migrations = file.parent_path() / (std::string(name) + ".migrations");
  if (folder != nullptr && folder->is_text()) migrations = folder->text();
  return {{std::string(name), std::move(json)}, file, std::move(migrations)};
}

}  // namespace

std::optional<FoundModule> find_module(std::string_view name, const SettingsDirectory& settings) {
  if (!is_module_name(name)) return std::nullopt;
  for (const auto& folder : folders_of(settings)) {
    const fs::path json = folder / (std::string(name) + ".json"),
                   toml = folder / (std::string(name) + ".toml");
    const auto json_text = read_text_file(json), toml_text = read_text_file(toml);
    if (json_text && toml_text) {
      throw Error{ErrorCode::invalid_value, "The module '" + std::string(name) + "' is declared twice"}
          .with("path", json.native())
          .with("and", toml.native())
          .hint("Remove one of the two files.");
    }
    if (json_text) return read_module(name, json, *json_text);
    if (toml_text) return read_module(name, toml, *toml_text);
  }
  return std::nullopt;
}

void save_module(const registries::CustomModule& module, const SettingsDirectory& settings) {
  if (!is_module_name(module.name)) {
    throw Error{ErrorCode::invalid_value, "'" + module.name + "' cannot be the name of a module"};
  }
  const fs::path folder = settings.path() / "modules";
  make_folders(folder);
  replace_text_file(folder / (module.name + ".json"), module.declaration.pretty_text());
}

bool is_builtin_module(std::string_view name) {
  const auto names = registries::available_modules();
  return name == "lamindb" || std::ranges::find(names, name) != names.end();
}

std::vector<registries::CustomModule> custom_modules(std::span<const std::string> modules,
                                                     const SettingsDirectory& settings, Log& log) {
  std::vector<registries::CustomModule> found;
  for (const auto& name : modules) {
    if (is_builtin_module(name)) continue;
    if (auto module = find_module(name, settings)) {
      found.push_back(std::move(module->module));
    } else {
      log.warning("schema module '" + name +
                  "' is not installed: its registries are left out → resolve via `pip install " + name +
                  "` or a declaration " + name + ".json in a folder of LAMIN_MODULES");
    }
  }
  return found;
}

std::shared_ptr<const schema::Catalog> catalog_of(std::span<const std::string> modules,
                                                  const SettingsDirectory& settings, Log& log) {
  std::vector<std::string> builtin;
  for (const auto& name : modules) {
    if (is_builtin_module(name)) builtin.push_back(name);
  }
  std::erase(builtin, "lamindb");
  return registries::catalog(builtin, custom_modules(modules, settings, log));
}

}  // namespace lamin
