#include <doctest/doctest.h>

#include "base/error.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "sql/sqlite/test_folder.hpp"

using namespace lamin;
using namespace lamin::sql;

namespace {

void fill(Connection& connection) {
  Transaction transaction(connection);
  connection.execute(
      "CREATE TABLE cell (id integer PRIMARY KEY, name text); INSERT INTO cell VALUES (1, 'T')");
  transaction.commit();
}

}  // namespace

TEST_SUITE("make") {
  TEST_CASE("a made database opens with what was put into it and is journalled by the log") {
    const TestFolder folder;
    const auto path = folder.path() / "new.db";
    make_sqlite(path, fill);
    const auto connection = open_sqlite(path);
    const auto names = connection->prepare("SELECT name FROM cell");
    REQUIRE(names->step());
    CHECK(names->text(0) == "T");
    const auto journal = connection->prepare("PRAGMA journal_mode");
    REQUIRE(journal->step());
    CHECK((journal->text(0) == "wal" || journal->text(0) == "delete"));
  }

  TEST_CASE("making leaves nothing behind when filling fails, and never overwrites") {
    const TestFolder folder;
    const auto path = folder.path() / "new.db";
    CHECK_THROWS_AS(make_sqlite(path, [](Connection& c) { c.execute("CREATE nonsense"); }), Error);
    CHECK_FALSE(std::filesystem::exists(path));
    make_sqlite(path, fill);
    const auto size = std::filesystem::file_size(path);
    CHECK_THROWS_AS(make_sqlite(path, fill), Error);
    CHECK(std::filesystem::file_size(path) == size);
  }
}
