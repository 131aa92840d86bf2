#include "instance/deployment.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "migrations/initial.hpp"
#include "registries/builtins.hpp"

namespace lamin {
namespace {

// Databases differ in which steps of long ago they list: only those after the last one count.
bool is_behind(const MigrationName& name, const std::set<MigrationName>& applied) {
  int last = 0;
  bool is_squashed = false;
  for (const auto& known : applied) {
    if (known.module != name.module || number_of_migration(known.name) < last) continue;
    is_squashed =
        known.name.ends_with("_squashed") && (is_squashed || number_of_migration(known.name) > last);
    last = number_of_migration(known.name);
  }
  const int number = number_of_migration(name.name);
  return number < last || (number == last && is_squashed);
}

}  // namespace

std::vector<FoundModule> custom_modules(const InstanceSettings& instance, const SettingsDirectory& settings) {
  std::vector<FoundModule> found;
  for (const auto& name : instance.modules) {
    if (is_builtin_module(name)) continue;
    auto module = find_module(name, settings);
    if (!module) {
      throw Error{ErrorCode::module_missing,
                  "schema module '" + name + "' is not installed → resolve via `pip install " + name + "`"}
          .hint("Or put its declaration " + name + ".json into a folder of LAMIN_MODULES.");
    }
    found.push_back(*std::move(module));
  }
  return found;
}

Deployment::Deployment(const InstanceSettings& instance, const SettingsDirectory& settings)
    : custom_(custom_modules(instance, settings)) {
  for (const auto& name : instance.modules) {
    if (is_builtin_module(name)) builtin_.push_back(name);
  }
}

std::vector<Outstanding> Deployment::outstanding(sql::Connection& connection) const {
  Names applied;
  {
    sql::Cursor rows(connection.cached("SELECT app, name FROM django_migrations"));
    while (rows->step()) applied.insert({std::string(rows->text(0)), std::string(rows->text(1))});
  }
  std::vector<Outstanding> found;
  add_builtin(applied, found);
  for (std::size_t i = 0; i < custom_.size(); ++i) add_custom(i, applied, found);
  return found;
}

std::shared_ptr<const schema::Catalog> Deployment::catalog() const {
  std::vector<registries::CustomModule> modules;
  for (const auto& module : custom_) modules.push_back(module.module);
  return registries::catalog(builtin_, modules);
}

void Deployment::add_builtin(const Names& applied, std::vector<Outstanding>& found) const {
  const auto catalog = registries::catalog(builtin_);
  for (const auto& migration : migrations::applied_migrations(catalog->modules())) {
    const MigrationName name{std::string(migration.app), std::string(migration.name)};
    if (applied.contains(name) || is_behind(name, applied)) continue;
    found.push_back({name, catalog, migrations::history_of_lamindb()});
  }
}

void Deployment::add_custom(std::size_t index, const Names& applied, std::vector<Outstanding>& found) const {
  const FoundModule& module = custom_[index];
  const auto files = migration_files(module);
  if (files.empty() && !applied.contains({module.module.name, "0001_initial"})) {
    found.push_back({{module.module.name, "0001_initial"}, catalog(), {}});
  }
  for (const auto& file : files) {
    const MigrationName name{module.module.name, file.name};
    if (applied.contains(name)) continue;
    const auto is_applied = [&](const std::string& former) {
      return applied.contains({module.module.name, former});
    };
    const bool is_done = !file.replaces.empty() && std::ranges::all_of(file.replaces, is_applied);
    found.push_back({name, is_done ? nullptr : catalog_with(index, file), file.history});
  }
}

std::shared_ptr<const schema::Catalog> Deployment::catalog_with(std::size_t index,
                                                                const MigrationFile& file) const {
  std::vector<registries::CustomModule> modules;
  for (const auto& module : custom_) modules.push_back(module.module);
  if (file.state) modules[index].declaration = *file.state;
  return registries::catalog(builtin_, modules);
}

}  // namespace lamin
