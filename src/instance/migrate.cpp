#include "instance/migrate.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "base/time.hpp"
#include "instance/database.hpp"
#include "instance/migration_files.hpp"
#include "migrations/converge.hpp"
#include "migrations/initial.hpp"
#include "registries/builtins.hpp"
#include "sql/sqlite/sqlite.hpp"

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

std::vector<FoundModule> modules_of(const InstanceSettings& instance, const SettingsDirectory& settings) {
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

/// One migration that is to be applied, and the catalog that it leads to.
struct Outstanding {
  MigrationName name;
  std::shared_ptr<const schema::Catalog> catalog;  // nothing = only its name is noted
  migrations::History history;
};

class Deployment {
 public:
  Deployment(const InstanceSettings& instance, const SettingsDirectory& settings)
      : custom_(modules_of(instance, settings)) {
    for (const auto& name : instance.modules) {
      if (is_builtin_module(name)) builtin_.push_back(name);
    }
  }

  std::vector<Outstanding> outstanding(sql::Connection& connection) const {
    std::set<MigrationName> applied;
    {
      sql::Cursor rows(connection.cached("SELECT app, name FROM django_migrations"));
      while (rows->step()) applied.insert({std::string(rows->text(0)), std::string(rows->text(1))});
    }
    std::vector<Outstanding> found;
    add_builtin(applied, found);
    for (std::size_t i = 0; i < custom_.size(); ++i) add_custom(i, applied, found);
    return found;
  }

  std::shared_ptr<const schema::Catalog> catalog() const {
    std::vector<registries::CustomModule> modules;
    for (const auto& module : custom_) modules.push_back(module.module);
    return registries::catalog(builtin_, modules);
  }

 private:
  void add_builtin(const std::set<MigrationName>& applied, std::vector<Outstanding>& found) const {
    const auto catalog = registries::catalog(builtin_);
    for (const auto& migration : migrations::applied_migrations(catalog->modules())) {
      const MigrationName name{std::string(migration.app), std::string(migration.name)};
      if (applied.contains(name) || is_behind(name, applied)) continue;
      found.push_back({name, catalog, migrations::history_of_lamindb()});
    }
  }

  // Databases differ in which steps of long ago they list: only those after the last one count.
  static bool is_behind(const MigrationName& name, const std::set<MigrationName>& applied) {
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

  void add_custom(std::size_t index, const std::set<MigrationName>& applied,
                  std::vector<Outstanding>& found) const {
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

  std::shared_ptr<const schema::Catalog> catalog_with(std::size_t index, const MigrationFile& file) const {
    std::vector<registries::CustomModule> modules;
    for (const auto& module : custom_) modules.push_back(module.module);
    if (file.state) modules[index].declaration = *file.state;
    return registries::catalog(builtin_, modules);
  }

  std::vector<std::string> builtin_;
  std::vector<FoundModule> custom_;
};

void copy_database(const fs::path& from, const fs::path& to) {
  const auto reader = sql::open_sqlite(from);
  const auto copy = reader->prepare("VACUUM INTO ?1");
  copy->bind_text(1, to.native());
  copy->run();
}

// Until lamindb 1.2 the database lay in the root of the storage.  It stays there, too.
void adopt_former_place(const InstanceSettings& instance) {
  const fs::path former = former_sqlite_path(instance);
  if (fs::exists(instance.sqlite_path()) || !fs::exists(former)) return;
  make_folders(instance.sqlite_path().parent_path());
  copy_database(former, instance.sqlite_path());
}

std::unique_ptr<sql::Connection> open_for_migration(const InstanceSettings& instance) {
  if (!instance.database) adopt_former_place(instance);
  return open_database(instance);
}

/// What is kept of a database before it changes: a file beside that of SQLite, else the tables that change,
/// in a schema of their own.
class Snapshot {
 public:
  Snapshot(const InstanceSettings& instance, const MigrationName& next, sql::Connection& connection, Log& log)
      : instance_(instance), next_(next), connection_(connection), log_(log) {}

  /// Called before each change; inside its transaction.
  void keep(const std::vector<migrations::Step>& steps) {
    const bool is_first = name_.empty();
    if (is_first) name_ = instance_.database ? free_schema() : free_file();
    if (instance_.database) {
      migrations::keep_copies(connection_, name_, steps);
    } else if (is_first) {
      copy_database(instance_.sqlite_path(), name_);
    }
    if (is_first)
      log_.info(
          (instance_.database ? "copied the tables that change to the schema " : "copied the database to ") +
          name_);
  }
  /// "" if nothing has changed.
  const std::string& name() const { return name_; }

 private:
  std::string free_file() const {
    std::string path;
    for (int number = 0; path.empty() || fs::exists(path); ++number)
      path = instance_.sqlite_path().native() + ".before-" + next_.module + "-" + next_.name + ending(number);
    return path;
  }

  std::string free_schema() const {
    constexpr std::size_t longest = 60;
    std::string name;
    for (int number = 0; name.empty() || has_schema(name); ++number)
      name = ("before_" + next_.module + "_" + next_.name).substr(0, longest - 3) + ending(number);
    return name;
  }
  bool has_schema(const std::string& name) const {
    sql::Cursor found(connection_.cached("SELECT 1 FROM pg_namespace WHERE nspname = CAST(?1 AS text)"));
    found->bind_text(1, name);
    return found->step();
  }
  static std::string ending(int number) { return number > 0 ? "-" + std::to_string(number) : ""; }

  const InstanceSettings& instance_;
  MigrationName next_;
  sql::Connection& connection_;
  Log& log_;
  std::string name_;
};

void note_applied(sql::Connection& connection, const MigrationName& name) {
  auto& insert =
      connection.cached(R"(INSERT INTO "django_migrations" ("app", "name", "applied") VALUES (?1, ?2, ?3))");
  insert.bind_text(1, name.module);
  insert.bind_text(2, name.name);
  insert.bind_text(3, database_text(now()));
  insert.run();
}

void add_content_type(sql::Connection& connection, std::string_view app, std::string_view model) {
  auto& insert = connection.cached(
      R"(INSERT INTO "django_content_type" ("app_label", "model") SELECT CAST(?1 AS text), CAST(?2 AS text) WHERE )"
      R"(NOT EXISTS (SELECT 1 FROM "django_content_type" WHERE "app_label" = CAST(?1 AS text) AND "model" = )"
      R"(CAST(?2 AS text)))");
  insert.bind_text(1, app);
  insert.bind_text(2, model);
  insert.run();
}

void rename_content_types(sql::Connection& connection) {
  for (const auto& [former, name] : migrations::history_of_lamindb().tables) {
    auto& update = connection.cached(
        R"(UPDATE "django_content_type" SET "model" = CAST(?1 AS text) WHERE "app_label" = 'lamindb' AND "model" = )"
        R"(CAST(?2 AS text) AND NOT EXISTS (SELECT 1 FROM "django_content_type" WHERE "app_label" = 'lamindb' AND )"
        R"("model" = CAST(?1 AS text)))");
    update.bind_text(1, name.substr(name.find('_') + 1));
    update.bind_text(2, former.substr(former.find('_') + 1));
    update.run();
  }
}

void note_content_types(sql::Connection& connection, const schema::Catalog& catalog) {
  rename_content_types(connection);
  for (const auto& type : migrations::content_types(catalog.modules())) {
    add_content_type(connection, type.app, type.model);
  }
  std::set<std::pair<std::string, std::string>> models;
  for (const auto& registry : catalog.registries()) {
    if (!is_builtin_module(registry->module) && !registry->traits.is_automatic)
      models.emplace(registry->module, unicode_lower(registry->name));
  }
  for (const auto& [module, model] : models) add_content_type(connection, module, model);
}

// Tables of registries that a declaration does not have any more.
void add_gone_tables(sql::Connection& connection, const std::string& module, const schema::Catalog& catalog,
                     migrations::History& history) {
  for (auto& name : migrations::tables_of(connection)) {
    if (!name.starts_with(module + "_")) continue;
    if (catalog.find_table(name) == nullptr && !history.tables.contains(name))
      history.gone.push_back(std::move(name));
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
  for (const auto& module : modules_of(instance, settings)) {
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
  return std::ranges::all_of(modules_of(instance, settings), [](const FoundModule& module) {
    return pending_changes(module, migration_files(module)).empty();
  });
}

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
  for (const auto& module : modules_of(instance, settings)) {
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
