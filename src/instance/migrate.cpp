#include "instance/migrate.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "base/time.hpp"
#include "instance/content_types.hpp"
#include "instance/database.hpp"
#include "instance/deployment.hpp"
#include "instance/migration_files.hpp"
#include "instance/snapshot.hpp"
#include "migrations/converge.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

Json state_of(const registries::CustomModule& module) {
  Json state = Json::object();
  state["module"] = module.name;
  const Json* registries = module.declaration.find("registries");
  state["registries"] = registries != nullptr ? *registries : Json::array();
  return state;
}

const Json* last_state(const std::vector<MigrationFile>& files) {
  const auto last = std::ranges::find_if(files.rbegin(), files.rend(),
                                         [](const auto& file) { return file.state.has_value(); });
  return last == files.rend() ? nullptr : &*last->state;
}

std::vector<std::string> pending_changes(const FoundModule& module, const std::vector<MigrationFile>& files) {
  // What Django's files say is known to Django only: they are taken to be up to date.
  if (!files.empty() && last_state(files) == nullptr) return {};
  return changes_between(last_state(files), state_of(module.module));
}

// Until lamindb 1.2 the database lay in the root of the storage.  It stays there, too.
void adopt_former_place(const InstanceSettings& instance) {
  const fs::path former = former_sqlite_path(instance);
  if (fs::exists(instance.sqlite_path()) || !fs::exists(former)) return;
  expect_from_1_0(*open_database(instance, sql::OpenMode::read_only), former.native());
  make_folders(instance.sqlite_path().parent_path());
  copy_database(former, instance.sqlite_path());
}

std::unique_ptr<sql::Connection> open_for_migration(const InstanceSettings& instance) {
  if (!instance.database) adopt_former_place(instance);
  auto connection = open_database(instance);
  expect_from_1_0(*connection, place_of(instance));
  return connection;
}

void note_applied(sql::Connection& connection, const MigrationName& name) {
  auto& insert =
      connection.cached(R"(INSERT INTO "django_migrations" ("app", "name", "applied") VALUES (?1, ?2, ?3))");
  insert.bind_text(1, name.module);
  insert.bind_text(2, name.name);
  insert.bind_text(3, database_text(now()));
  insert.run();
}

// Tables of registries that a declaration does not have any more.
void add_gone_tables(sql::Connection& connection, const std::string& module, const schema::Catalog& catalog,
                     migrations::History& history) {
  for (const auto& [name, columns] : migrations::columns_by_table(connection)) {
    if (!name.starts_with(module + "_")) continue;
    if (catalog.find_table(name) == nullptr && !history.tables.contains(name)) history.gone.push_back(name);
  }
}

/// Applies one migration; says what it did.
std::vector<std::string> run(sql::Connection& connection, const Outstanding& next, Snapshot& snapshot) {
  std::vector<std::string> done;
  if (next.catalog) {
    migrations::History history = next.history;
    std::vector<std::string> modules = {next.name.module};
    if (is_builtin_module(next.name.module)) {
      modules.assign({"lamindb", "bionty", "wetlab"});
    } else {
      add_gone_tables(connection, next.name.module, *next.catalog, history);
    }
    const auto steps = migrations::difference(connection, *next.catalog, modules, history);
    if (!steps.empty()) snapshot.keep(steps);
    migrations::apply(connection, steps);
    for (const auto& step : steps) {
      if (!step.summary.empty()) done.push_back(step.summary);
    }
  }
  note_applied(connection, next.name);
  return done;
}

// What a newer version has made would lose what only that version knows.
void expect_not_ahead(sql::Connection& connection, const schema::Catalog& catalog,
                      const InstanceSettings& instance) {
  const auto standing = standing_of(connection, catalog, place_of(instance));
  if (standing.kind != MigrationStanding::Kind::ahead) return;
  throw Error{ErrorCode::unsupported, "The database is ahead of lamindb 1.3.2"}
      .with("module", standing.app)
      .with("its migration", standing.applied)
      .with("the last one known", standing.known)
      .hint("Nothing was changed. Migrate it with the version of lamindb that made it; here it can be read.");
}

}  // namespace

std::vector<CreatedMigration> create_migrations(const InstanceSettings& instance,
                                                const SettingsDirectory& settings) {
  std::vector<CreatedMigration> created;
  for (const auto& module : custom_modules(instance, settings)) {
    const auto files = migration_files(module);
    const auto changes = pending_changes(module, files);
    if (changes.empty()) continue;
    const int number = files.empty() ? 1 : number_of_migration(files.back().name) + 1;
    const auto path =
        write_migration(module, name_of_migration(number, changes), changes, {}, state_of(module.module));
    created.push_back({module.module.name, path, changes});
  }
  return created;
}

bool migrations_are_complete(const InstanceSettings& instance, const SettingsDirectory& settings) {
  return std::ranges::all_of(custom_modules(instance, settings), [](const FoundModule& module) {
    return pending_changes(module, migration_files(module)).empty();
  });
}

std::vector<MigrationName> applied_migrations(const InstanceSettings& instance) {
  const auto connection = open_for_migration(instance);
  std::vector<MigrationName> names;
  sql::Cursor rows(connection->cached("SELECT app, name FROM django_migrations ORDER BY id"));
  while (rows->step()) names.push_back({std::string(rows->text(0)), std::string(rows->text(1))});
  return names;
}

std::vector<MigrationName> pending_migrations(const InstanceSettings& instance,
                                              const SettingsDirectory& settings, Log&) {
  const auto connection = open_for_migration(instance);
  std::vector<MigrationName> names;
  for (const auto& next : Deployment(instance, settings).outstanding(*connection)) names.push_back(next.name);
  return names;
}

Deployed deploy_migrations(const InstanceSettings& instance, const SettingsDirectory& settings, Log& log) {
  const Deployment deployment(instance, settings);
  const auto connection = open_for_migration(instance);
  migrations::suspend_foreign_keys(*connection);
  Deployed deployed;
  expect_not_ahead(*connection, *deployment.catalog(), instance);
  // Whoever waited for another deployment finds nothing left to do.
  sql::Transaction transaction(*connection);
  const auto outstanding = deployment.outstanding(*connection);
  if (outstanding.empty()) return deployed;
  Snapshot snapshot(instance, outstanding.front().name, *connection, log);
  for (const auto& next : outstanding) {
    for (auto& step : run(*connection, next, snapshot)) deployed.steps.push_back(std::move(step));
    deployed.migrations.push_back(next.name);
  }
  note_content_types(*connection, *deployment.catalog());
  transaction.commit();
  deployed.snapshot = snapshot.name();
  return deployed;
}

fs::path squash_migrations(std::string_view module_name, std::string_view start, std::string_view end,
                           const SettingsDirectory& settings) {
  const auto module = find_module(module_name, settings);
  if (!module) {
    throw Error{ErrorCode::module_missing, "No module named '" + std::string(module_name) + "'"}.hint(
        "Only modules that are not built in have migrations to squash.");
  }
  std::vector<std::string> replaced, changes;
  const Json* state = nullptr;
  const int first = start.empty() ? 0 : number_of_migration(start), last = number_of_migration(end);
  const auto files = migration_files(*module);
  for (const auto& file : files) {
    const int number = number_of_migration(file.name);
    if (number < first || number > last || !file.state) continue;
    replaced.insert(replaced.end(), file.replaces.begin(), file.replaces.end());
    replaced.push_back(file.name);
    state = &*file.state;
  }
  if (replaced.size() < 2) {
    throw Error{ErrorCode::invalid_value, "There are no two migrations between these numbers"}.with(
        "module", module_name);
  }
  const std::string name = std::string(end) + "_squashed";
  return write_migration(*module, name, changes_between(nullptr, *state), replaced, *state);
}

}  // namespace lamin
