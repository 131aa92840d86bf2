// The database of a scratch instance, with all tables and the rows of a fresh instance: an SQLite file, or,
// with LAMIN_TEST_ON=postgres, a database of its own on the server that LAMIN_TEST_POSTGRES names
// (tests/support/postgres.sh).  It goes away with the object.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
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

/// A database of the test server, dropped at the end; a copy of `original` unless that is "".
class ServerDatabase {
 public:
  explicit ServerDatabase(const std::string& original = "")
      : name_("lamin_test_" + std::to_string(std::random_device{}())) {
    server()->execute("CREATE DATABASE " + name_ + (original.empty() ? "" : " TEMPLATE " + original));
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

  std::string address() const { return address_of(name_); }
  static std::unique_ptr<sql::Connection> server() {
    return sql::open_postgres(environment("LAMIN_TEST_POSTGRES"));
  }
  static std::string address_of(const std::string& name) {
    return environment("LAMIN_TEST_POSTGRES") + " dbname=" + name;
  }

 private:
  std::string name_;
};

class InstanceDatabase {
 public:
  InstanceDatabase(std::filesystem::path file, std::vector<std::string> modules, const std::string& storage)
      : file_(std::move(file)), modules_(std::move(modules)) {
    if (!on_postgres()) {
      fill(*sql::open_sqlite(file_, sql::OpenMode::create), storage);
      return;
    }
    copy_ = std::make_unique<ServerDatabase>(original());
    const auto connection = open();
    const auto update = connection->prepare("UPDATE lamindb_storage SET root = ?1");
    update->bind_text(1, storage);
    update->run();
  }

  std::unique_ptr<sql::Connection> open() const {
    return copy_ ? sql::open_postgres(copy_->address()) : sql::open_sqlite(file_);
  }

 private:
  void fill(sql::Connection& connection, const std::string& root) const {
    const auto catalog = registries::catalog(modules_);
    migrations::create_database(connection, *catalog);
    const registries::FirstStorage storage{.uid = "abcdefghijkl", .root = root};
    for (const auto& table : registries::default_rows(*catalog, {}, storage)) {
      migrations::insert_rows(connection, table.table, table.columns, table.rows);
    }
  }

  /// The database that tests with these modules copy; made by the first one.
  std::string original() const {
    const std::string name = "lamin_original_" + join(modules_, "_");
    const auto server = ServerDatabase::server();
    server->execute("SELECT pg_advisory_lock(1)");
    const auto known = server->prepare("SELECT 1 FROM pg_database WHERE datname = ?1");
    known->bind_text(1, name);
    if (!known->step()) {
      server->execute("CREATE DATABASE " + name);
      fill(*sql::open_postgres(ServerDatabase::address_of(name)), "nowhere");
    }
    server->execute("SELECT pg_advisory_unlock(1)");
    return name;
  }

  std::filesystem::path file_;
  std::vector<std::string> modules_;
  std::unique_ptr<ServerDatabase> copy_;
};

}  // namespace lamin::test
