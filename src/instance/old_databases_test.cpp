// Databases made by lamindb 1.0, 1.1 and 2.12 (tests/golden/lamindb_*.sql): read as they are, and the older
// ones brought to 1.3.2.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/error.hpp"
#include "base/text_file.hpp"
#include "instance/instance.hpp"
#include "instance/migrate.hpp"
#include "records/integrity.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "support/instance_database.hpp"
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

  bool says(std::string_view text) const {
    return std::ranges::any_of(lines,
                               [&](const std::string& line) { return line.find(text) != std::string::npos; });
  }

  explicit OldInstance(std::string_view dump, std::vector<std::string> modules = {}) {
    instance.modules = std::move(modules);
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

std::int64_t counted(Instance& instance, std::string_view registry, std::string_view path,
                     const Value& value) {
  query::Query query(instance.records().registry(registry));
  return instance.records().count(query.where(std::string(path), value));
}

void read_all(Instance& instance) {
  for (const auto& registry : instance.records().catalog().registries()) {
    instance.records().all(query::Query(*registry));
    instance.records().columns(query::Query(*registry));
  }
}

}  // namespace

TEST_SUITE("old databases") {
  TEST_CASE("a database of before lamindb 1.0 is left as it is, and what brings it over is said") {
    OldInstance old("lamindb_1_0.sql");
    const fs::path place = old.folder / "storage" / (old.instance.id + ".lndb");
    sql::open_sqlite(place)->execute("ALTER TABLE lamindb_user RENAME TO lnschema_core_user");
    const auto message_of = [](const auto& call) -> std::string {
      try {
        call();
      } catch (const Error& error) {
        return error.code() == ErrorCode::unsupported ? error.hint_text() : "";
      }
      return "";
    };
    const auto deploy = [&] { deploy_migrations(old.instance, old.settings, old.log); };
    const auto open = [&] { Instance::open_current(old.settings, old.log); };
    CHECK(message_of(open).find("lamindb==1.0.0") != std::string::npos);
    CHECK(message_of(deploy).find("lamindb==1.0.0") != std::string::npos);
    CHECK(fs::exists(place));
    CHECK_FALSE(fs::exists(old.instance.sqlite_path()));
  }

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

  TEST_CASE("a database of lamindb 1.0 or 1.1 is read as it is, where it lies") {
    for (const std::string dump : {"lamindb_1_0.sql", "lamindb_1_1.sql"}) {
      CAPTURE(dump);
      OldInstance old(dump);
      const auto instance = Instance::open_current(old.settings, old.log);
      CHECK(
          old.says("is behind lamindb 1.3.2 (0090_runproject_project_runs): it is opened for reading only"));
      CHECK(old.says("lamin migrate deploy"));
      CHECK_FALSE(fs::exists(old.instance.sqlite_path()));
      CHECK(first_text(*instance, "Artifact", "key") == "a.txt");
      CHECK(first_text(*instance, "ULabel", "name") == "l1");
      CHECK(counted(*instance, "Artifact", "ulabels__name", "l1") == 1);
      CHECK_NOTHROW(read_all(*instance));
    }
  }

  TEST_CASE("what an older database calls otherwise is found, what it lacks is empty") {
    OldInstance old("lamindb_1_0.sql");
    const auto instance = Instance::open_current(old.settings, old.log);
    CHECK(first_text(*instance, "FlexTable", "name") == "tt");
    CHECK(instance->records().count(query::Query(instance->records().registry("RunData"))) == 0);
  }

  TEST_CASE("a database of another version is not written to, and says why") {
    OldInstance old("lamindb_1_1.sql");
    const auto instance = Instance::open_current(old.settings, old.log);
    records::Record label(instance->records().registry("ULabel"));
    label.set("name", "new");
    try {
      instance->records().save(label);
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::permission_denied);
    }
  }

  TEST_CASE("a database of lamindb 2 is read as far as it says the same") {
    OldInstance old("lamindb_2.sql", {"bionty"});
    const auto instance = Instance::open_current(old.settings, old.log);
    CHECK(
        old.says("is ahead of lamindb 1.3.2 (0090_runproject_project_runs): it is opened for reading only"));
    CHECK(old.says("without records, since it lacks them: Param, "));
    CHECK(old.says("there, but not seen: "));
    // What was moved to the trash there is in the trash here.
    CHECK(instance->records().count(query::Query(instance->records().registry("Artifact"))) == 3);
    CHECK(counted(*instance, "Artifact", "_branch_code", 1) == 2);
    CHECK(counted(*instance, "Artifact", "_branch_code", -1) == 1);
    CHECK(counted(*instance, "Artifact", "ulabels__type__name", "Quality") == 1);
    CHECK(counted(*instance, "Artifact", "cell_types__name", "my cell") == 1);
    CHECK(counted(*instance, "Artifact", "_feature_values__feature__dtype", "float") == 1);
    CHECK(counted(*instance, "Transform", "predecessors__key", "t.py") == 1);
    CHECK(counted(*instance, "Transform", "type", "pipeline") == 2);
    CHECK(counted(*instance, "Schema", "n", 1) == 1);
    CHECK_NOTHROW(read_all(*instance));
  }

  TEST_CASE("a database of lamindb 2 is not migrated") {
    OldInstance old("lamindb_2.sql", {"bionty"});
    try {
      deploy_migrations(old.instance, old.settings, old.log);
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::unsupported);
    }
    const auto instance = Instance::open_current(old.settings, old.log);
    CHECK(instance->records().count(query::Query(instance->records().registry("ULabel"))) == 2);
  }

  TEST_CASE("on Postgres a database of another version is read as far as it says the same, too") {
    if (!test::on_postgres()) return;
    const test::ServerDatabase server;
    test::TemporaryFolder folder;
    SettingsDirectory settings(folder / "home");
    std::vector<std::string> lines;
    Log log([&](Level, std::string_view text) { lines.emplace_back(text); });
    {
      const auto instance = Instance::init(
          {.storage = folder / "store", .name = "", .database = server.address(), .modules = {}}, settings,
          log);
      records::Record label(instance->records().registry("ULabel"));
      label.set("name", "one");
      label.set("uid", "12345678");
      instance->records().save(label);
    }
    server.open()->execute(
        "ALTER TABLE lamindb_ulabel RENAME COLUMN _branch_code TO branch_id; ALTER TABLE lamindb_ulabel DROP "
        "COLUMN "
        "description; DROP TABLE lamindb_flextabledata CASCADE; DROP TABLE lamindb_featurevalue CASCADE; "
        "INSERT INTO django_migrations (app, name, applied) VALUES ('lamindb', '0193_squashed', now())");
    lines.clear();
    const auto instance = Instance::open_current(settings, log);
    REQUIRE(!lines.empty());
    CHECK(lines[0].find("is ahead of lamindb 1.3.2") != std::string::npos);
    CHECK(lines[0].find("FeatureValue") != std::string::npos);
    CHECK(lines[0].find("ULabel.description") != std::string::npos);
    CHECK(counted(*instance, "ULabel", "_branch_code", 1) == 1);
    CHECK_NOTHROW(read_all(*instance));
    records::Record label(instance->records().registry("ULabel"));
    label.set("name", "two");
    CHECK_THROWS_AS(instance->records().save(label), Error);
    CHECK_THROWS_AS(deploy_migrations(instance->settings(), settings, log), Error);
  }

  TEST_CASE("columns that another program has added are kept when records are changed") {
    test::TemporaryFolder folder;
    SettingsDirectory settings(folder / "home");
    Log silent([](Level, std::string_view) {});
    const auto instance = Instance::init(
        {.storage = folder / "store", .name = "", .database = "", .modules = {}}, settings, silent);
    const auto connection = sql::open_sqlite(instance->settings().sqlite_path());
    connection->execute("ALTER TABLE lamindb_ulabel ADD COLUMN extra text");
    records::Record label(instance->records().registry("ULabel"));
    label.set("name", "one");
    label.set("uid", "12345678");
    instance->records().save(label);
    connection->execute("UPDATE lamindb_ulabel SET extra = 'theirs'");
    label.set("description", "changed");
    instance->records().save(label);
    sql::Cursor rows(connection->cached("SELECT description, extra FROM lamindb_ulabel"));
    REQUIRE(rows->step());
    CHECK(rows->text(0) == "changed");
    CHECK(rows->text(1) == "theirs");
  }
}
