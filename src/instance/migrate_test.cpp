#include "instance/migrate.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "instance/database.hpp"
#include "instance/instance.hpp"
#include "records/rules.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "support/golden.hpp"
#include "support/instance_database.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;

namespace {

namespace fs = std::filesystem;

struct Lab {
  // On a server, with LAMIN_TEST_ON=postgres.
  std::unique_ptr<test::ServerDatabase> server =
      test::on_postgres() ? std::make_unique<test::ServerDatabase>() : nullptr;
  test::TemporaryFolder folder;
  SettingsDirectory settings{folder / "home"};
  Log silent{[](Level, std::string_view) {}};
  std::string declaration = *read_text_file(fs::path(LAMIN_TESTS_FOLDER) / "golden" / "mylab.json");

  Lab() { declare(declaration); }
  void declare(const std::string& text) { save_module({"mylab", Json::parse(text)}, settings); }
  std::unique_ptr<Instance> init() {
    return Instance::init({.storage = folder / "lab",
                           .name = "",
                           .database = server ? server->address() : "",
                           .modules = {"mylab"}},
                          settings, silent);
  }
  InstanceSettings instance() { return *settings.current_instance(); }
  std::unique_ptr<sql::Connection> open() { return open_database(instance()); }
  /// What the database says of the tables whose names begin so.
  std::vector<std::string> schema_of(const std::string& prefix) {
    const auto connection = open();
    sql::Cursor rows(connection->cached(
        server ? "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable FROM "
                 "information_schema.columns WHERE table_schema = 'public' AND table_name LIKE CAST(?1 AS "
                 "text) UNION ALL "
                 "SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM "
                 "pg_constraint WHERE conrelid::regclass::text LIKE CAST(?1 AS text) UNION ALL "
                 "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename LIKE CAST(?1 AS "
                 "text) ORDER BY 1"
               : "SELECT sql FROM sqlite_schema WHERE tbl_name LIKE ?1 AND sql IS NOT NULL ORDER BY sql"));
    rows->bind_text(1, prefix + "%");
    std::vector<std::string> lines;
    while (rows->step()) lines.emplace_back(rows->text(0));
    return lines;
  }
  bool is_kept(const std::string& snapshot) {
    if (!server) return fs::exists(snapshot);
    const auto connection = open();
    sql::Cursor rows(connection->cached("SELECT 1 FROM pg_namespace WHERE nspname = CAST(?1 AS text)"));
    rows->bind_text(1, snapshot);
    return rows->step();
  }
  std::string changed(std::string_view from, std::string_view to) const {
    std::string text = replace_all(declaration, from, to);
    REQUIRE(text != declaration);
    return text;
  }
};

records::Record made(Instance& instance, std::string_view registry, const records::Assignments& fields) {
  auto record =
      records::construct(instance.records(), instance.records().registry(registry), fields, instance.log());
  instance.records().save(record);
  return record;
}

constexpr std::string_view notes = R"({"name": "notes", "type": "long_text", "nullable": true})";

}  // namespace

TEST_SUITE("migrate") {
  TEST_CASE("a declared module has the tables that the reference makes for the same models") {
    Lab lab;
    lab.init();
    if (!lab.server) CHECK(lab.schema_of("mylab") == testing::golden_lines("catalog_mylab.txt"));
    CHECK(pending_migrations(lab.instance(), lab.settings, lab.silent).empty());
  }

  TEST_CASE("records of a declared module are made, linked and found like built-in ones") {
    Lab lab;
    const auto instance = lab.init();
    const auto instrument = made(*instance, "mylab.Instrument", {{"name", "x1"}, {"vendor", "acme"}});
    CHECK(instrument.uid().size() == 12);
    CHECK(instrument.get("in_use").truth());
    const auto reading = made(*instance, "mylab.Reading", {{"name", "r"}, {"instrument", instrument.id()}});
    const auto label = made(*instance, "ULabel", {{"name", "good"}});
    const std::int64_t ids[] = {label.id()};
    instance->records().add_links(reading, "ulabels", ids);
    query::Query query(instance->records().registry("mylab.Reading"));
    query.where("instrument__vendor", "acme").where("ulabels__name", "good");
    CHECK(instance->records().one(query).id() == reading.id());
    CHECK(records::repr(reading).starts_with("Reading(uid='"));
    query::Query labels(instance->records().registry("ULabel"));
    CHECK(instance->records().count(labels.where("readings__name", "r")) == 1);
  }

  TEST_CASE("a changed declaration becomes a migration, which deploy applies and which keeps all rows") {
    Lab lab;
    {
      const auto instance = lab.init();
      made(*instance, "mylab.Instrument", {{"name", "x1"}, {"notes", "old"}});
    }
    CHECK(create_migrations(lab.instance(), lab.settings).size() == 1);
    CHECK(migrations_are_complete(lab.instance(), lab.settings));
    lab.declare(
        lab.changed(notes, std::string(notes) + R"(, {"name": "room", "type": "text", "max_length": 9})"));
    CHECK_FALSE(migrations_are_complete(lab.instance(), lab.settings));
    const auto created = create_migrations(lab.instance(), lab.settings);
    REQUIRE(created.size() == 1);
    CHECK(created[0].changes == std::vector<std::string>{"+ Add field room to instrument"});
    CHECK(created[0].path.filename() == "0002_instrument_room.json");

    const auto deployed = deploy_migrations(lab.instance(), lab.settings, lab.silent);
    CHECK(deployed.migrations == std::vector<MigrationName>{{"mylab", "0002_instrument_room"}});
    CHECK(deployed.steps == std::vector<std::string>{"alter table mylab_instrument: + room"});
    CHECK(lab.is_kept(deployed.snapshot));
    CHECK(deploy_migrations(lab.instance(), lab.settings, lab.silent).migrations.empty());

    const auto instance = Instance::open_current(lab.settings, lab.silent);
    const auto row = instance->records().one(query::Query(instance->records().registry("mylab.Instrument")));
    CHECK(row.get("notes").text() == "old");
    CHECK(row.get("room").text() == "");
  }

  TEST_CASE("a renamed field keeps its values") {
    Lab lab;
    {
      const auto instance = lab.init();
      made(*instance, "mylab.Instrument", {{"name", "x1"}, {"notes", "old"}});
    }
    create_migrations(lab.instance(), lab.settings);
    lab.declare(lab.changed(R"("name": "notes")", R"("name": "remarks")"));
    const auto created = create_migrations(lab.instance(), lab.settings);
    const std::string text = *read_text_file(created.at(0).path);
    replace_text_file(
        created[0].path,
        replace_all(text, R"("renames": [])",
                    R"("renames": [{"registry": "Instrument", "from": "notes", "to": "remarks"}])"));
    deploy_migrations(lab.instance(), lab.settings, lab.silent);
    const auto instance = Instance::open_current(lab.settings, lab.silent);
    const auto row = instance->records().one(query::Query(instance->records().registry("mylab.Instrument")));
    CHECK(row.get("remarks").text() == "old");
  }

  TEST_CASE("a migration that fails half-way changes nothing and can be run again") {
    Lab lab;
    {
      const auto instance = lab.init();
      made(*instance, "mylab.Instrument", {{"name", "x1"}, {"vendor", "same"}});
      made(*instance, "mylab.Instrument", {{"name", "x2"}, {"vendor", "same"}});
    }
    create_migrations(lab.instance(), lab.settings);
    const auto before = lab.schema_of("mylab");
    lab.declare(lab.changed(R"("max_length": 64, "nullable": true)",
                            R"("max_length": 64, "nullable": true, "unique": true)"));
    create_migrations(lab.instance(), lab.settings);
    CHECK_THROWS_AS(deploy_migrations(lab.instance(), lab.settings, lab.silent), Error);
    CHECK(lab.schema_of("mylab") == before);
    lab.open()->execute("UPDATE mylab_instrument SET vendor = name");
    CHECK(deploy_migrations(lab.instance(), lab.settings, lab.silent).migrations.size() == 1);
  }

  TEST_CASE("what changed declarations lead to is what the declaration makes anew") {
    Lab lab;
    lab.init();
    create_migrations(lab.instance(), lab.settings);
    std::string text =
        lab.changed(notes, R"({"name": "room", "type": "text", "max_length": 9, "indexed": true})");
    text = replace_all(text, R"("name": "vendor", "type": "text", "max_length": 64, "nullable": true)",
                       R"("name": "vendor", "type": "text", "max_length": 99, "unique": true)");
    text =
        replace_all(text, R"({"name": "ulabels", "target": "lamindb.ULabel", "reverse_name": "readings"},)",
                    R"({"name": "projects", "target": "lamindb.Project", "reverse_name": "readings"},)");
    text = replace_all(
        text, R"("name": "instrument", "type": "foreign_key", "target": "mylab.Instrument")",
        R"("name": "instrument", "type": "foreign_key", "nullable": true, "target": "mylab.Instrument")");
    lab.declare(text);
    create_migrations(lab.instance(), lab.settings);
    deploy_migrations(lab.instance(), lab.settings, lab.silent);
    auto altered = lab.schema_of("mylab");
    Lab fresh;
    fresh.declare(text);
    fresh.init();
    CHECK(join(altered, "\n") == join(fresh.schema_of("mylab"), "\n"));
  }

  TEST_CASE("a deployment that is killed leaves the database as it was or as it shall be") {
    Lab lab;
    {
      const auto instance = lab.init();
      std::vector<records::Record> rows;
      std::vector<records::Record*> pointers;
      for (int i = 0; i < 3'000; ++i) {
        rows.push_back(records::construct(instance->records(),
                                          instance->records().registry("mylab.Instrument"),
                                          {{"name", "x" + std::to_string(i)}}, lab.silent));
      }
      for (auto& row : rows) pointers.push_back(&row);
      instance->records().save_all(pointers);
    }
    create_migrations(lab.instance(), lab.settings);
    const auto before = lab.schema_of("mylab");
    lab.declare(
        lab.changed(notes, std::string(notes) + R"(, {"name": "room", "type": "text", "max_length": 9})"));
    create_migrations(lab.instance(), lab.settings);
    int killed = 0;
    for (int delay = 0; delay < 24'000; delay += 3'000) {
      const pid_t child = ::fork();
      if (child == 0) {
        try {
          deploy_migrations(lab.instance(), lab.settings, lab.silent);
        } catch (const std::exception&) {
          ::_exit(99);
        }
        ::_exit(0);
      }
      ::usleep(static_cast<useconds_t>(delay));
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
      killed += WIFSIGNALED(status) ? 1 : 0;
      if (!WIFSIGNALED(status)) CHECK(WEXITSTATUS(status) == 0);
      const bool is_done = lab.schema_of("mylab") != before;
      CHECK(is_done == pending_migrations(lab.instance(), lab.settings, lab.silent).empty());
      if (is_done) break;
    }
    CHECK(killed > 0);
    deploy_migrations(lab.instance(), lab.settings, lab.silent);
    const auto instance = Instance::open_current(lab.settings, lab.silent);
    query::Query query(instance->records().registry("mylab.Instrument"));
    CHECK(instance->records().count(query.where("room", "")) == 3'000);
  }

  TEST_CASE("migrations are listed by module with what is applied") {
    Lab lab;
    lab.init();
    create_migrations(lab.instance(), lab.settings);
    lab.declare(
        lab.changed(notes, std::string(notes) + R"(, {"name": "room", "type": "text", "nullable": true})"));
    create_migrations(lab.instance(), lab.settings);
    CHECK(lines_of(list_migrations(lab.instance(), lab.settings)) ==
          std::vector<std::string>{"contenttypes", " [X] 0001_initial", " [X] 0002_remove_content_type_name",
                                   "lamindb", " [X] 0090_squashed (56 squashed migrations)", "mylab",
                                   " [X] 0001_initial", " [ ] 0002_instrument_room"});
    CHECK(applied_migrations(lab.instance()).back() == MigrationName{"mylab", "0001_initial"});
  }

  TEST_CASE("of many that deploy at once one does, the others wait and find nothing to do") {
    Lab lab;
    lab.init();
    create_migrations(lab.instance(), lab.settings);
    lab.declare(
        lab.changed(notes, std::string(notes) + R"(, {"name": "room", "type": "text", "nullable": true})"));
    create_migrations(lab.instance(), lab.settings);
    std::vector<pid_t> children;
    for (int i = 0; i < 6; ++i) {
      const pid_t child = ::fork();
      if (child == 0) {
        try {
          ::_exit(static_cast<int>(
              deploy_migrations(lab.instance(), lab.settings, lab.silent).migrations.size()));
        } catch (const std::exception& error) {
          std::fprintf(stderr, "child: %s\n", error.what());
          ::_exit(99);
        }
      }
      children.push_back(child);
    }
    int applied = 0;
    for (const pid_t child : children) {
      int status = 0;
      ::waitpid(child, &status, 0);
      applied += WEXITSTATUS(status);
    }
    CHECK(applied == 1);
  }

  TEST_CASE("squashed migrations count as applied where those that they replace were") {
    Lab lab;
    lab.init();
    create_migrations(lab.instance(), lab.settings);
    lab.declare(
        lab.changed(notes, std::string(notes) + R"(, {"name": "room", "type": "text", "nullable": true})"));
    create_migrations(lab.instance(), lab.settings);
    deploy_migrations(lab.instance(), lab.settings, lab.silent);
    const auto path = squash_migrations("mylab", "", "0002", lab.settings);
    CHECK(path.filename() == "0002_squashed.json");
    const auto deployed = deploy_migrations(lab.instance(), lab.settings, lab.silent);
    CHECK(deployed.migrations == std::vector<MigrationName>{{"mylab", "0002_squashed"}});
    CHECK(deployed.steps.empty());
    CHECK(migrations_are_complete(lab.instance(), lab.settings));
  }

  TEST_CASE("a wrong declaration is refused with the registry and the field") {
    Lab lab;
    lab.declare(lab.changed(R"("type": "real")", R"("type": "quaternion")"));
    try {
      lab.init();
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find("There is no type 'quaternion'") != std::string::npos);
      CHECK(std::string(error.what()).find("precision") != std::string::npos);
    }
    CHECK_FALSE(fs::exists(lab.folder / "lab/.lamindb/lamin.db"));
  }

  TEST_CASE("an instance opens without the declaration of a module") {
    Lab lab;
    lab.init();
    fs::remove_all(lab.settings.path() / "modules");
    std::vector<std::string> lines;
    Log log([&](Level, std::string_view text) { lines.emplace_back(text); });
    const auto instance = Instance::open_current(lab.settings, log);
    CHECK(instance->records().catalog().find("mylab.Reading") == nullptr);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].starts_with("schema module 'mylab' is not installed"));
  }
}
