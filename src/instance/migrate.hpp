// Migrations: what turns the tables of a database into those that are declared.
//
// For modules that are not built in a migration is a file of data, `migrations/0002_reading_note.json`: the
// declaration as it was when `create` wrote it, what changed since the one before in words, and renames,
// which the person adds by hand.  `deploy` applies those that the table django_migrations does not know; for
// the core, bionty and wetlab it brings databases of lamindb 1.0 and 1.1 to 1.3.2.
//
// Deploying is one transaction: it is done or not at all, and can be run again.  A copy is made before: of
// the database file, or, on Postgres, of the tables that change, in a schema `before_...` of the same
// database. Whoever else deploys or writes waits until it is over.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "instance/modules.hpp"
#include "instance/settings.hpp"

namespace lamin {

struct CreatedMigration {
  std::string module;
  std::filesystem::path path;
  std::vector<std::string> changes;  // "+ Create model Instrument"
};
/// Writes a migration for each module whose declaration differs from its last one.  Empty: nothing changed.
/// Throws module_missing, permission_denied.
std::vector<CreatedMigration> create_migrations(const InstanceSettings& instance,
                                                const SettingsDirectory& settings);

struct MigrationName {
  std::string module, name;
  auto operator<=>(const MigrationName&) const = default;
};
/// In the order in which they would be applied.
std::vector<MigrationName> pending_migrations(const InstanceSettings& instance,
                                              const SettingsDirectory& settings, Log& log);

/// A migration of the list that `lamin migrate show` prints.
struct ListedMigration {
  std::string name;
  std::size_t squashed = 0;  // how many others it stands for
  bool is_applied = false;
};
struct ModuleMigrations {
  std::string module;  // "bionty"; also "contenttypes", of Django
  std::vector<ListedMigration> migrations;
};
/// What is defined for the modules of the instance, by module, and whether its database has it.
std::vector<ModuleMigrations> list_migrations(const InstanceSettings& instance,
                                              const SettingsDirectory& settings);
/// "bionty", " [X] 0050_squashed (29 squashed migrations)".
std::vector<std::string> lines_of(const std::vector<ModuleMigrations>& modules);
/// What the database says was applied, in that order.
std::vector<MigrationName> applied_migrations(const InstanceSettings& instance);

struct Deployed {
  std::vector<MigrationName> migrations;  // that were applied
  std::vector<std::string> steps;         // "create table mylab_reading"
  std::string snapshot;                   // file or schema; "" if no table changed
};
/// Throws integrity_violated if rows do not fit the new tables, database_locked, storage_full.  The database
/// is then as before.
Deployed deploy_migrations(const InstanceSettings& instance, const SettingsDirectory& settings, Log& log);

/// Replaces the migrations `start` to `end` of a module (numbers as "0003"; start "" = the first) by one;
/// returns its path.  Databases that have applied those take it for applied.
std::filesystem::path squash_migrations(std::string_view module, std::string_view start, std::string_view end,
                                        const SettingsDirectory& settings);

/// Whether the last migrations say what the declarations say.
bool migrations_are_complete(const InstanceSettings& instance, const SettingsDirectory& settings);

}  // namespace lamin
