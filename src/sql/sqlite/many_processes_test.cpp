#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "sql/sqlite/test_folder.hpp"

using namespace lamin;
using namespace lamin::sql;

namespace {

constexpr std::string_view make_things =
    "CREATE TABLE thing (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE)";

std::int64_t count(Connection& connection) {
  Cursor rows(connection.cached("SELECT COUNT(*) FROM thing"));
  rows->step();
  return rows->integer(0);
}

void add(Connection& connection, const std::string& name, Durability durability) {
  Transaction transaction(connection);
  Statement& insert = connection.cached("INSERT INTO thing (name) VALUES (?1)");
  insert.bind_text(1, name);
  insert.run();
  transaction.commit(durability);
}

pid_t in_child(const std::function<void()>& act) {
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    act();
  } catch (const std::exception& error) {
    fprintf(stderr, "%s\n", error.what());
    _exit(1);
  }
  _exit(0);
}

bool ended_well(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string integrity(Connection& connection) {
  const auto statement = connection.prepare("PRAGMA integrity_check");
  statement->step();
  return std::string(statement->text(0));
}

}  // namespace

TEST_SUITE("many processes") {
  TEST_CASE("four processes write at the same time without error or loss") {
    const TestFolder folder;
    const auto path = folder.path() / "a.db";
    open_sqlite(path, OpenMode::create)->execute(make_things);
    std::vector<pid_t> children;
    for (int process = 0; process < 4; ++process) {
      children.push_back(in_child([&] {
        const auto connection = open_sqlite(path);
        for (int i = 0; i < 200; ++i) {
          add(*connection, std::to_string(process) + "-" + std::to_string(i),
              i % 10 == 0 ? Durability::full : Durability::relaxed);
        }
      }));
    }
    for (const pid_t child : children) CHECK(ended_well(child));
    const auto connection = open_sqlite(path);
    CHECK(count(*connection) == 800);
    CHECK(integrity(*connection) == "ok");
  }

  TEST_CASE("processes that open, write and close again and again do not disturb each other") {
    const TestFolder folder;
    const auto path = folder.path() / "a.db";
    open_sqlite(path, OpenMode::create)->execute(make_things);
    std::vector<pid_t> children;
    for (int process = 0; process < 4; ++process) {
      children.push_back(in_child([&] {
        for (int i = 0; i < 30; ++i) {
          add(*open_sqlite(path), std::to_string(process) + "-" + std::to_string(i), Durability::relaxed);
        }
      }));
    }
    for (const pid_t child : children) CHECK(ended_well(child));
    CHECK(count(*open_sqlite(path)) == 120);
  }

  TEST_CASE("a process killed in the middle of a transaction leaves what was committed and nothing else") {
    const TestFolder folder;
    const auto path = folder.path() / "a.db";
    open_sqlite(path, OpenMode::create)->execute(make_things);
    for (int round = 0; round < 5; ++round) {
      int ready[2];
      REQUIRE(pipe(ready) == 0);
      const pid_t child = in_child([&] {
        const auto connection = open_sqlite(path);
        add(*connection, "kept " + std::to_string(round), Durability::relaxed);
        const Transaction transaction(*connection);
        // Enough to spill pages into the log before the commit.
        connection->execute(
            "PRAGMA cache_size = 10; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
            "< 20000) "
            "INSERT INTO thing (name) SELECT 'lost ' || i FROM n");
        if (write(ready[1], "x", 1) != 1) _exit(1);
        std::this_thread::sleep_for(std::chrono::seconds(60));
      });
      char byte = 0;
      REQUIRE(read(ready[0], &byte, 1) == 1);
      kill(child, SIGKILL);
      CHECK_FALSE(ended_well(child));
      close(ready[0]);
      close(ready[1]);
      const auto connection = open_sqlite(path);
      CHECK(count(*connection) == round + 1);
      CHECK(integrity(*connection) == "ok");
    }
  }

  TEST_CASE("a writer waits for another program that holds the lock") {
    const TestFolder folder;
    const auto path = folder.path() / "a.db";
    const auto connection = open_sqlite(path, OpenMode::create);
    connection->execute(make_things);
    std::thread other([&] {
      const auto holder = open_sqlite(path);
      Transaction transaction(*holder);
      std::this_thread::sleep_for(std::chrono::milliseconds(150));
      transaction.commit();
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    add(*connection, "a", Durability::full);
    other.join();
    CHECK(count(*connection) == 1);
  }
}
