#include "migrations/initial.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "registries/builtins.hpp"
#include "registries/default_rows.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "sql/sqlite/test_folder.hpp"
#include "support/golden.hpp"

using namespace lamin;

namespace {

const std::vector<std::vector<std::string>> module_sets = {{}, {"bionty"}, {"bionty", "wetlab"}};

std::vector<std::string> lines_of(sql::Connection& connection, std::string_view query) {
  std::vector<std::string> lines;
  const auto statement = connection.prepare(query);
  while (statement->step()) lines.emplace_back(statement->text(0));
  return lines;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += " " + word;
  return text;
}

std::vector<std::string> golden_statements(const schema::Catalog& catalog) {
  std::vector<std::string> golden;
  for (const auto& module : catalog.modules()) {
    for (auto& line : testing::golden_lines("catalog_" + (module == "lamindb" ? "core" : module) + ".txt")) {
      golden.push_back(std::move(line));
    }
  }
  std::ranges::sort(golden);
  return golden;
}

void check_rows(sql::Connection& connection, const schema::Catalog& catalog, std::string_view golden_file,
                std::string_view query) {
  const std::string modules = joined(catalog.modules()).substr(1) + ":";
  const std::string row = modules + joined(lines_of(connection, query));
  const auto golden = testing::golden_lines(golden_file);
  CHECK_MESSAGE(std::ranges::count(golden, row) == 1, row);
}

void insert_default_rows(sql::Connection& connection, const schema::Catalog& catalog) {
  const registries::FirstStorage storage{
      .uid = "storage00001", .root = "/data", .instance_uid = "instance0001"};
  for (const auto& table : registries::default_rows(catalog, {}, storage)) {
    migrations::insert_rows(connection, table.table, table.columns, table.rows);
  }
}

}  // namespace

TEST_SUITE("initial") {
  TEST_CASE("a fresh database has the statements and the Django rows of lamindb 1.3.2") {
    for (const auto& modules : module_sets) {
      const sql::TestFolder folder;
      const auto connection = sql::open_sqlite(folder.path() / "lamin.db", sql::OpenMode::create);
      const auto catalog = registries::catalog(modules);
      migrations::create_database(*connection, *catalog);

      CHECK(lines_of(*connection,
                     "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' "
                     "ORDER BY sql") == golden_statements(*catalog));
      check_rows(*connection, *catalog, "django_migrations.txt",
                 "SELECT app || '.' || name FROM django_migrations ORDER BY id");
      check_rows(*connection, *catalog, "django_content_type.txt",
                 "SELECT app_label || '.' || model FROM django_content_type ORDER BY id");
    }
  }

  TEST_CASE("the default rows are a space, a user, a storage and, with bionty, 104 sources with fixed uids") {
    const sql::TestFolder folder;
    const auto connection = sql::open_sqlite(folder.path() / "lamin.db", sql::OpenMode::create);
    const auto catalog = registries::catalog(module_sets[1]);
    migrations::create_database(*connection, *catalog);
    insert_default_rows(*connection, *catalog);

    CHECK(lines_of(*connection, "SELECT uid || ' ' || name FROM lamindb_space") ==
          std::vector<std::string>{"00000000 All"});
    CHECK(lines_of(*connection, "SELECT uid || ' ' || handle FROM lamindb_user WHERE name IS NULL") ==
          std::vector<std::string>{"00000000 anonymous"});
    CHECK(
        lines_of(*connection,
                 "SELECT root FROM lamindb_storage WHERE _aux IS NULL AND region IS NULL AND space_id = 1") ==
        std::vector<std::string>{"/data"});
    CHECK(
        lines_of(
            *connection,
            "SELECT uid || ' ' || entity || ' ' || name || ' ' || version FROM bionty_source ORDER BY id") ==
        testing::golden_lines("source_uids.txt"));
    CHECK(lines_of(*connection, "SELECT uid FROM bionty_source WHERE url LIKE '%apikey=_%'").empty());
  }

  TEST_CASE("a database that is not empty is left as it was") {
    const sql::TestFolder folder;
    const auto connection = sql::open_sqlite(folder.path() / "lamin.db", sql::OpenMode::create);
    connection->execute("CREATE TABLE lamindb_space (id)");
    CHECK_THROWS_AS(migrations::create_database(*connection, *registries::catalog(module_sets[0])), Error);
    CHECK(lines_of(*connection, "SELECT name FROM sqlite_master") ==
          std::vector<std::string>{"lamindb_space"});
  }

  TEST_CASE("a fresh database with bionty takes a few hundredths of a second") {
    const sql::TestFolder folder;
    const auto catalog = registries::catalog(module_sets[1]);
    const auto start = std::chrono::steady_clock::now();
    sql::make_sqlite(folder.path() / "lamin.db", [&](sql::Connection& connection) {
      sql::Transaction transaction(connection);
      migrations::create_database(connection, *catalog);
      insert_default_rows(connection, *catalog);
      transaction.commit();
    });
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    MESSAGE("database with bionty and default rows: ", taken.count(), " ms");
    WARN(taken.count() < 60);
  }
}
