#include <algorithm>
#include <map>

#include "instance/deployment.hpp"
#include "migrations/initial.hpp"

namespace lamin {

std::vector<ModuleMigrations> list_migrations(const InstanceSettings& instance,
                                              const SettingsDirectory& settings) {
  const auto applied = applied_migrations(instance);
  const auto is_applied = [&](const MigrationName& name) {
    return std::ranges::find(applied, name) != applied.end();
  };
  std::map<std::string, std::vector<ListedMigration>> by_module;
  for (const auto& known : migrations::known_migrations()) {
    const bool is_mounted = known.app == "contenttypes" || known.app == "lamindb" ||
                            std::ranges::find(instance.modules, known.app) != instance.modules.end();
    if (is_mounted)
      by_module[std::string(known.app)].push_back(
          {std::string(known.name), known.squashed,
           is_applied({std::string(known.app), std::string(known.name)})});
  }
  for (const auto& module : custom_modules(instance, settings)) {
    auto& listed = by_module[module.module.name];
    for (const auto& file : migration_files(module))
      listed.push_back({file.name, file.replaces.size(), is_applied({module.module.name, file.name})});
  }
  std::vector<ModuleMigrations> all;
  for (auto& [module, listed] : by_module) all.push_back({module, std::move(listed)});
  return all;
}

std::vector<std::string> lines_of(const std::vector<ModuleMigrations>& modules) {
  std::vector<std::string> lines;
  for (const auto& module : modules) {
    lines.push_back(module.module);
    for (const auto& migration : module.migrations) {
      lines.push_back(std::string(migration.is_applied ? " [X] " : " [ ] ") + migration.name +
                      (migration.squashed > 0
                           ? " (" + std::to_string(migration.squashed) + " squashed migrations)"
                           : ""));
    }
  }
  return lines;
}

}  // namespace lamin
