#include "sql/connection.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "sql/sqlite/test_folder.hpp"

using namespace lamin;
using namespace lamin::sql;

namespace {

std::int64_t count(Connection& connection) {
  Cursor rows(connection.cached("SELECT COUNT(*) FROM thing"));
  rows->step();
  return rows->integer(0);
}

struct Things {
  TestFolder folder;
  std::unique_ptr<Connection> connection = open_sqlite(folder.path() / "things.db", OpenMode::create);
  Things() { connection->execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"); }
  void add(std::string_view name) {
    Statement& insert = connection->cached("INSERT INTO thing (name) VALUES (?1)");
    insert.bind_text(1, name);
    insert.run();
  }
};

}  // namespace

TEST_SUITE("connection") {
  TEST_CASE("a transaction without commit leaves nothing") {
    Things things;
    {
      const Transaction transaction(*things.connection);
      things.add("a");
    }
    CHECK(count(*things.connection) == 0);
  }

  TEST_CASE("a committed transaction stays") {
    Things things;
    for (const Durability durability : {Durability::full, Durability::relaxed}) {
      Transaction transaction(*things.connection);
      things.add(durability == Durability::full ? "a" : "b");
      transaction.commit(durability);
    }
    CHECK_FALSE(things.connection->in_transaction());
    CHECK(count(*things.connection) == 2);
  }

  TEST_CASE("an inner transaction joins the outer one") {
    Things things;
    Transaction outer(*things.connection);
    {
      Transaction inner(*things.connection);
      things.add("a");
      inner.commit();
    }
    CHECK(things.connection->in_transaction());
    outer.commit();
    CHECK(count(*things.connection) == 1);
  }

  TEST_CASE("an inner transaction without commit makes the outer commit throw") {
    Things things;
    {
      Transaction outer(*things.connection);
      {
        const Transaction inner(*things.connection);
        things.add("a");
      }
      try {
        outer.commit();
        FAIL("the outer transaction was committed");
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::runtime_failed);
      }
    }
    CHECK(count(*things.connection) == 0);
    Transaction next(*things.connection);
    things.add("a");
    next.commit();
    CHECK(count(*things.connection) == 1);
  }

  TEST_CASE("a part of a transaction is taken back alone, with what failed inside it") {
    Things things;
    Transaction transaction(*things.connection);
    things.add("a");
    {
      const Savepoint part(*things.connection);
      things.add("b");
      const Transaction abandoned(*things.connection);
    }
    CHECK(count(*things.connection) == 1);
    {
      Savepoint part(*things.connection);
      things.add("c");
      {
        const Savepoint inner(*things.connection);
        things.add("d");
      }
      part.commit();
    }
    {
      Savepoint part(*things.connection);
      {
        const Transaction abandoned(*things.connection);
      }
      things.add("e");
      CHECK_THROWS_AS(part.commit(), Error);
    }
    transaction.commit();
    CHECK(count(*things.connection) == 2);
  }

  TEST_CASE("a broken constraint keeps the sentence of the database") {
    Things things;
    things.add("a");
    try {
      things.add("a");
      FAIL("two rows have the same name");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::integrity_violated);
      CHECK(error.sentence() == "UNIQUE constraint failed: thing.name");
    }
    things.add("b");
    CHECK(count(*things.connection) == 2);
  }

  TEST_CASE("a reference to a missing row makes the commit throw and leaves nothing") {
    Things things;
    things.connection->execute(
        "CREATE TABLE part (id INTEGER PRIMARY KEY, thing_id INTEGER REFERENCES thing (id) DEFERRABLE "
        "INITIALLY DEFERRED)");
    {
      Transaction transaction(*things.connection);
      things.connection->execute("INSERT INTO part (thing_id) VALUES (7)");
      CHECK_THROWS_AS(transaction.commit(), Error);
    }
    CHECK_FALSE(things.connection->in_transaction());
    Cursor rows(things.connection->cached("SELECT COUNT(*) FROM part"));
    rows->step();
    CHECK(rows->integer(0) == 0);
  }

  TEST_CASE("every kind of value is bound and read back as the database types it") {
    Things things;
    const auto statement = things.connection->prepare("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8");
    statement->bind(1, Value());
    statement->bind(2, Value(true));
    statement->bind(3, Value(std::int64_t{1} << 40));
    statement->bind(4, Value(2.5));
    statement->bind(5, Value("naïve"));
    statement->bind(6, Value(Date{0}));
    statement->bind(7, Value(Duration{1500}));
    statement->bind(8, Value(""));
    REQUIRE(statement->step());
    CHECK(statement->columns() == 8);
    CHECK(statement->is_null(0));
    CHECK(statement->value(0) == Value());
    CHECK(statement->value(1) == Value(1));
    CHECK(statement->value(2) == Value(std::int64_t{1} << 40));
    CHECK(statement->value(3) == Value(2.5));
    CHECK(statement->text(4) == "naïve");
    CHECK(statement->value(5) == Value("1970-01-01"));
    CHECK(statement->value(6) == Value(1500));
    CHECK(statement->value(7) == Value(""));
    CHECK_FALSE(statement->step());
    CHECK_FALSE(statement->step());
  }

  TEST_CASE("a cached statement comes back reset and without bindings") {
    Things things;
    Statement& first = things.connection->cached("SELECT ?1");
    first.bind_integer(1, 5);
    {
      Cursor rows(first);
      CHECK(rows->step());
    }
    Statement& second = things.connection->cached("SELECT ?1");
    CHECK(&first == &second);
    REQUIRE(second.step());
    CHECK(second.is_null(0));
    second.reset();
  }

  TEST_CASE("a cached statement that is being read is not disturbed by a second use") {
    Things things;
    things.add("a");
    things.add("b");
    Cursor outer(things.connection->cached("SELECT name FROM thing ORDER BY id"));
    REQUIRE(outer->step());
    {
      Cursor inner(things.connection->cached("SELECT name FROM thing ORDER BY id"));
      REQUIRE(inner->step());
      CHECK(inner->text(0) == "a");
    }
    REQUIRE(outer->step());
    CHECK(outer->text(0) == "b");
  }

  TEST_CASE("the data version changes with own and with others' commits, and with a rollback") {
    Things things;
    const auto start = things.connection->data_version();
    CHECK(things.connection->data_version() == start);
    things.add("a");
    const auto own = things.connection->data_version();
    CHECK(own != start);
    const auto other = open_sqlite(things.folder.path() / "things.db");
    other->execute("INSERT INTO thing (name) VALUES ('b')");
    const auto others = things.connection->data_version();
    CHECK(others != own);
    std::uint64_t inside = 0;
    {
      const Transaction transaction(*things.connection);
      things.add("c");
      inside = things.connection->data_version();
    }
    CHECK(things.connection->data_version() != inside);
  }

  TEST_CASE("statements are counted") {
    Things things;
    const auto before = things.connection->statements_run();
    Transaction transaction(*things.connection);
    things.add("a");
    things.add("b");
    transaction.commit();
    CHECK(things.connection->statements_run() - before == 2);
  }

  TEST_CASE("run returns the number of rows changed") {
    Things things;
    things.add("a");
    things.add("b");
    CHECK(things.connection->cached("UPDATE thing SET name = name || '!'").run() == 2);
    CHECK(things.connection->cached("DELETE FROM thing WHERE id = 1").run() == 1);
    CHECK(things.connection->cached("DELETE FROM thing WHERE id = 1").run() == 0);
  }

  TEST_CASE("text in double quotes is a name, never a string") {
    Things things;
    CHECK_THROWS_AS(things.connection->prepare("SELECT \"nothing like that\" FROM thing"), Error);
    CHECK(quoted("a\"b") == "\"a\"\"b\"");
  }
}
