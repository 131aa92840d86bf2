// The database of a scratch instance, with all tables and the rows of a fresh instance: an SQLite file, or,
// with LAMIN_TEST_ON=postgres, a database of its own on the server that LAMIN_TEST_POSTGRES names
// (tests/support/postgres.sh).
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "migrations/initial.hpp"
#include "registries/builtins.hpp"
#include "registries/default_rows.hpp"
#include "sql/postgres/postgres.hpp"
#include "sql/sqlite/sqlite.hpp"

namespace lamin::test {

inline std::string environment(const char* name) {
  const char* value = ::getenv(name);
  return value != nullptr ? value : "";
}

inline bool on_postgres() {
  return environment("LAMIN_TEST_ON") == "postgres";
}

/// A database of the test server, dropped at the end.
class ServerDatabase {
 public:
  ServerDatabase() : name_("lamin_test_" + std::to_string(std::random_device{}())) {
    server()->execute("CREATE DATABASE " + name_);
  }
  ~ServerDatabase() {
    try {
      server()->execute("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
      // It goes with the server.
    }
  }
  ServerDatabase(const ServerDatabase&) = delete;
  ServerDatabase& operator=(const ServerDatabase&) = delete;

  std::unique_ptr<sql::Connection> open() const { return sql::open_postgres(address()); }
  std::string address() const { return environment("LAMIN_TEST_POSTGRES") + " dbname=" + name_; }

 private:
  static std::unique_ptr<sql::Connection> server() {
    return sql::open_postgres(environment("LAMIN_TEST_POSTGRES"));
  }
  std::string name_;
};

/// Databases with all tables, which tests use one after the other: to make one takes as long as many tests.
class ServerDatabases {
 public:
  using Lent = std::unique_ptr<ServerDatabase>;

  static ServerDatabases& of_this_program() {
    static ServerDatabases databases;
    return databases;
  }

  /// Without rows.
  Lent lend(const std::vector<std::string>& modules) {
    auto& free = free_[join(modules, ",")];
    if (free.empty()) {
      auto database = std::make_unique<ServerDatabase>();
      migrations::create_database(*database->open(), *registries::catalog(modules));
      return database;
    }
    Lent database = std::move(free.back());
    free.pop_back();
    database->open()->execute(empty_all_tables);
    return database;
  }
  void give_back(const std::vector<std::string>& modules, Lent database) {
    free_[join(modules, ",")].push_back(std::move(database));
  }

 private:
  static constexpr std::string_view empty_all_tables = R"(
DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'django%' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE last_value IS NOT NULL AND sequencename NOT LIKE 'django%';
END $$)";

  std::map<std::string, std::vector<Lent>> free_;
};

class InstanceDatabase {
 public:
  InstanceDatabase(std::filesystem::path file, std::vector<std::string> modules, const std::string& storage)
      : file_(std::move(file)), modules_(std::move(modules)) {
    if (on_postgres()) {
      lent_ = ServerDatabases::of_this_program().lend(modules_);
      insert_default_rows(*open(), storage);
      return;
    }
    const auto connection = sql::open_sqlite(file_, sql::OpenMode::create);
    migrations::create_database(*connection, *registries::catalog(modules_));
    insert_default_rows(*connection, storage);
  }
  ~InstanceDatabase() {
    if (lent_) ServerDatabases::of_this_program().give_back(modules_, std::move(lent_));
  }
  InstanceDatabase(const InstanceDatabase&) = delete;
  InstanceDatabase& operator=(const InstanceDatabase&) = delete;

  std::unique_ptr<sql::Connection> open() const { return lent_ ? lent_->open() : sql::open_sqlite(file_); }

 private:
  void insert_default_rows(sql::Connection& connection, const std::string& root) const {
    const registries::FirstStorage storage{.uid = "abcdefghijkl", .root = root};
    for (const auto& table : registries::default_rows(*registries::catalog(modules_), {}, storage)) {
      migrations::insert_rows(connection, table.table, table.columns, table.rows);
    }
  }

  std::filesystem::path file_;
  std::vector<std::string> modules_;
  ServerDatabases::Lent lent_;
};

}  // namespace lamin::test
