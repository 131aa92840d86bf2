// Databases made by lamindb 1.0 and 1.1 (tests/golden/lamindb_1_0.sql, lamindb_1_1.sql), brought to 1.3.2.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "instance/instance.hpp"
#include "instance/migrate.hpp"
#include "instance/text_file.hpp"
#include "records/integrity.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;

namespace {

namespace fs = std::filesystem;

/// An instance whose database is where those versions kept it.
struct OldInstance {
  test::TemporaryFolder folder;
  SettingsDirectory settings{folder / "home"};
  std::vector<std::string> lines;
  Log log{[this](Level, std::string_view text) { lines.emplace_back(text); }};
  InstanceSettings instance;

  explicit OldInstance(std::string_view dump) {
    settings.ensure_user(log);
    instance.owner = "anonymous";
    instance.name = "old";
    instance.id = "0123456789abcdef0123456789abcdef";
    instance.storage_root = (folder / "storage").native();
    fs::create_directories(instance.storage_root);
    settings.save_instance(instance);
    settings.set_current(instance);
    const auto connection =
        sql::open_sqlite(folder / "storage" / (instance.id + ".lndb"), sql::OpenMode::create);
    connection->execute("PRAGMA foreign_keys = OFF");
    connection->execute(*read_text_file(fs::path(LAMIN_TESTS_FOLDER) / "golden" / dump));
    connection->execute("UPDATE lamindb_storage SET root = '" + instance.storage_root + "'");
  }
};

/// Tables with their columns in any order, and indexes by what they index.
std::set<std::string> catalog_of(const fs::path& path) {
  const auto connection = sql::open_sqlite(path);
  std::set<std::string> facts;
  sql::Cursor columns(
      connection->cached("SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || "
                         "COALESCE(c.dflt_value, '-') || ' ' "
                         "|| c.pk FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' "
                         "AND m.name NOT LIKE 'sqlite%'"));
  while (columns->step()) facts.emplace(columns->text(0));
  sql::Cursor indexes(connection->cached(
      "SELECT m.name || ' ' || i.\"unique\" || i.partial || ' ' || (SELECT group_concat(name) FROM "
      "pragma_index_info(i.name)) FROM sqlite_schema m, pragma_index_list(m.name) i WHERE m.type = 'table'"));
  while (indexes->step()) facts.emplace(indexes->text(0));
  return facts;
}

std::set<std::string> fresh_catalog() {
  test::TemporaryFolder folder;
  SettingsDirectory settings(folder / "home");
  Log silent([](Level, std::string_view) {});
  const auto instance = Instance::init(
      {.storage = folder / "fresh", .name = "", .database = "", .modules = {}}, settings, silent);
  return catalog_of(instance->settings().sqlite_path());
}

std::string first_text(Instance& instance, std::string_view registry, std::string_view field) {
  return std::string(
      instance.records().one(query::Query(instance.records().registry(registry))).get(field).text());
}

}  // namespace

TEST_SUITE("old databases") {
  TEST_CASE("a database of lamindb 1.0 gets the catalog of 1.3.2 and keeps its rows") {
    OldInstance old("lamindb_1_0.sql");
    const auto deployed = deploy_migrations(old.instance, old.settings, old.log);
    CHECK(deployed.migrations.front() == MigrationName{"lamindb", "0080_polish_lamindbv1"});
    CHECK(deployed.migrations.back() == MigrationName{"lamindb", "0090_squashed"});
    CHECK(catalog_of(old.instance.sqlite_path()) == fresh_catalog());

    old.lines.clear();
    const auto instance = Instance::open_current(old.settings, old.log);
    CHECK(old.lines.empty());
    CHECK(first_text(*instance, "Artifact", "key") == "a.txt");
    CHECK(first_text(*instance, "FlexTable", "name") == "tt");
    CHECK(first_text(*instance, "Project", "abbr") == "P");
    const query::Query links(instance->records().registry("PersonProject"));
    CHECK(instance->records().count(links) == 1);
    const query::Query labelled(instance->records().registry("Artifact"));
    CHECK(instance->records().count(query::Query(labelled).where("ulabels__name", "l1")) == 1);
    CHECK(records::dangling_links(instance->records()).empty());
    CHECK(deploy_migrations(old.instance, old.settings, old.log).migrations.empty());
  }

  TEST_CASE("a database of lamindb 1.1 gets the catalog of 1.3.2 and keeps its rows") {
    OldInstance old("lamindb_1_1.sql");
    const auto deployed = deploy_migrations(old.instance, old.settings, old.log);
    CHECK(deployed.migrations == std::vector<MigrationName>{{"lamindb", "0089_subsequent_runs"},
                                                            {"lamindb", "0090_runproject_project_runs"},
                                                            {"lamindb", "0090_squashed"}});
    CHECK(catalog_of(old.instance.sqlite_path()) == fresh_catalog());
    CHECK(fs::exists(deployed.snapshot));
    const auto instance = Instance::open_current(old.settings, old.log);
    CHECK(first_text(*instance, "ULabel", "name") == "l1");
  }

  TEST_CASE("an old database says what to do and opens for reading once it lies in its place") {
    OldInstance old("lamindb_1_1.sql");
    CHECK_THROWS_WITH(Instance::open_current(old.settings, old.log),
                      doctest::Contains("lies where lamindb 1.2 and older keep it"));
    fs::create_directories(old.instance.sqlite_path().parent_path());
    fs::copy(fs::path(old.instance.storage_root) / (old.instance.id + ".lndb"), old.instance.sqlite_path());
    const auto instance = Instance::open_current(old.settings, old.log);
    const auto says_behind = [](const std::string& line) {
      return line.find("is behind lamindb 1.3.2") != std::string::npos;
    };
    CHECK(std::ranges::any_of(old.lines, says_behind));
    CHECK(first_text(*instance, "Artifact", "key") == "a.txt");
  }
}
