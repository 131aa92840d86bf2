#include "sql/sqlite/sqlite.hpp"

#include <doctest/doctest.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>

#include "base/error.hpp"
#include "sql/sqlite/test_folder.hpp"

using namespace lamin;
using namespace lamin::sql;

namespace {

template <class Act>
std::optional<Error> error_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

std::string one_text(Connection& connection, std::string_view sql) {
  const auto statement = connection.prepare(sql);
  return statement->step() ? std::string(statement->text(0)) : std::string("no row");
}

// Runs `act` as a user without rights; root may write everywhere.
int as_nobody(const std::function<int()>& act) {
  const pid_t child = fork();
  if (child == 0) {
    if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0)) _exit(100);
    int result = 101;
    try {
      result = act();
    } catch (const std::exception&) {
      result = 102;
    }
    _exit(result);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void make_database(const std::filesystem::path& path) {
  const auto connection = open_sqlite(path, OpenMode::create);
  connection->execute("CREATE TABLE thing (name TEXT); INSERT INTO thing VALUES ('a')");
}

}  // namespace

TEST_SUITE("sqlite") {
  TEST_CASE("opening a path without a file throws file_missing with the path") {
    const TestFolder folder;
    const auto error = error_of([&] { open_sqlite(folder.path() / "none.db"); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::file_missing);
    CHECK(std::string(error->what()).find("none.db") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "none.db"));
  }

  TEST_CASE("creating in a folder that is missing throws file_missing") {
    const TestFolder folder;
    const auto error = error_of([&] { open_sqlite(folder.path() / "no" / "such.db", OpenMode::create); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::file_missing);
  }

  TEST_CASE("opening a folder throws database_failed") {
    const TestFolder folder;
    const auto error = error_of([&] { open_sqlite(folder.path()); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::database_failed);
  }

  TEST_CASE("opening a file that is no database throws database_failed with the path and a hint") {
    const TestFolder folder;
    const auto path = folder.path() / "text.db";
    std::ofstream(path) << std::string(8192, 'x');
    for (const OpenMode mode : {OpenMode::read_write, OpenMode::read_only, OpenMode::create}) {
      const auto error = error_of([&] { open_sqlite(path, mode); });
      REQUIRE(error);
      CHECK(error->code() == ErrorCode::database_failed);
      CHECK(error->sentence() == "file is not a database");
      CHECK(std::string(error->what()).find("text.db") != std::string::npos);
      CHECK_FALSE(error->hint_text().empty());
    }
  }

  TEST_CASE("a local database keeps a write-ahead log, which is gone after the last close") {
    const TestFolder folder;
    const auto path = folder.path() / "a.db";
    {
      const auto connection = open_sqlite(path, OpenMode::create);
      CHECK(one_text(*connection, "PRAGMA journal_mode") == "wal");
      connection->execute("CREATE TABLE thing (name TEXT)");
      CHECK(std::filesystem::exists(path.string() + "-wal"));
    }
    CHECK_FALSE(std::filesystem::exists(path.string() + "-wal"));
  }

  TEST_CASE("a full database throws storage_full and keeps what was committed") {
    const TestFolder folder;
    const auto connection = open_sqlite(folder.path() / "a.db", OpenMode::create);
    connection->execute(
        "CREATE TABLE thing (name TEXT); INSERT INTO thing VALUES ('a'); PRAGMA max_page_count = 4");
    const auto error = error_of([&] {
      Transaction transaction(*connection);
      Statement& insert = connection->cached("INSERT INTO thing VALUES (?1)");
      insert.bind_text(1, std::string(100'000, 'x'));
      insert.run();
      transaction.commit();
    });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::storage_full);
    CHECK_FALSE(connection->in_transaction());
    CHECK(one_text(*connection, "SELECT group_concat(name) FROM thing") == "a");
  }

  TEST_CASE(
      "a database in a folder that may not be written opens for reading, and writing throws "
      "permission_denied") {
    const TestFolder folder;
    const auto path = folder.path() / "a.db";
    make_database(path);
    chmod(path.c_str(), 0444);
    chmod(folder.path().c_str(), 0555);
    for (const OpenMode mode : {OpenMode::read_only, OpenMode::read_write}) {
      const int result = as_nobody([&] {
        const auto connection = open_sqlite(path, mode);
        if (one_text(*connection, "SELECT name FROM thing") != "a") return 1;
        const auto error = error_of([&] { connection->execute("INSERT INTO thing VALUES ('b')"); });
        return error && error->code() == ErrorCode::permission_denied ? 0 : 2;
      });
      CHECK(result == 0);
    }
    CHECK_FALSE(std::filesystem::exists(path.string() + "-wal"));
  }

  TEST_CASE("a database that may not be read throws permission_denied") {
    const TestFolder folder;
    const auto path = folder.path() / "a.db";
    make_database(path);
    chmod(path.c_str(), 0000);
    chmod(folder.path().c_str(), 0555);
    const int result = as_nobody([&] {
      const auto error = error_of([&] { open_sqlite(path); });
      return error && error->code() == ErrorCode::permission_denied ? 0 : 1;
    });
    CHECK(result == 0);
  }

  TEST_CASE("a connection for reading may not write") {
    const TestFolder folder;
    make_database(folder.path() / "a.db");
    const auto connection = open_sqlite(folder.path() / "a.db", OpenMode::read_only);
    CHECK(one_text(*connection, "SELECT name FROM thing") == "a");
    const auto error = error_of([&] { connection->begin_write(); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::permission_denied);
  }

  TEST_CASE("names of files may have any character") {
    const TestFolder folder;
    const auto path = folder.path() / "a b?c%d#\xff.db";
    make_database(path);
    chmod(path.c_str(), 0444);
    chmod(folder.path().c_str(), 0555);
    CHECK(as_nobody([&] {
            return one_text(*open_sqlite(path, OpenMode::read_only), "SELECT name FROM thing") == "a" ? 0 : 1;
          }) == 0);
  }

  TEST_CASE("regular expressions search as Python's do") {
    const TestFolder folder;
    const auto connection = open_sqlite(folder.path() / "a.db", OpenMode::create);
    const auto matches = [&](std::string_view text, std::string_view pattern) {
      Statement& statement = connection->cached("SELECT ?1 REGEXP ?2");
      Cursor rows(statement);
      statement.bind_text(1, text);
      statement.bind_text(2, pattern);
      statement.step();
      return rows->integer(0) == 1;
    };
    CHECK(matches("T cell", "cell$"));
    CHECK_FALSE(matches("T cells", "cell$"));
    CHECK(matches("T Cell", "(?i)^t cell"));
    CHECK_FALSE(matches("T Cell", "^t cell"));
    CHECK(matches("a1b22", "\\d{2}"));
    CHECK(matches("x.parquet", "\\A[a-z]+\\.parquet\\Z"));
    CHECK(matches("größe", "^gr.{2}e$"));
    CHECK(matches("größe", "[öä]"));
    CHECK(matches("abab", "(?P<pair>ab)\\1"));
    CHECK(matches(std::string(300'000, 'a') + "b", "(a|c)*b"));
    CHECK(matches("data/f12.csv", "f1?2"));
    CHECK(matches("fff9", "f9"));
    CHECK(matches("xb", "ab?|b"));
    CHECK(matches("a cell", "cell\\b"));
    CHECK_FALSE(matches("a cells", "cell\\b"));
    CHECK_FALSE(matches("ab", "ba*x"));
    CHECK_THROWS_AS(matches("a", "("), Error);
  }
}
