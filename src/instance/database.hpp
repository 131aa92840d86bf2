// The database of an instance: made whole or not at all, and known by its migrations.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "instance/settings.hpp"
#include "registries/default_rows.hpp"
#include "schema/catalog.hpp"
#include "sql/connection.hpp"
#include "sql/sqlite/sqlite.hpp"

namespace lamin {

/// Creates `path` with all tables and default rows.  It is made under another name and put into place when it
/// is complete; false, and nothing changed, if a database got there first.
bool create_database_file(const std::filesystem::path& path, const schema::Catalog& catalog,
                          const registries::FirstUser& user, const registries::FirstStorage& storage);

/// Fills the Postgres database of `connection` with all tables and default rows, in one transaction; false,
/// and nothing changed, if it is one of LaminDB already.
bool fill_database(sql::Connection& connection, const schema::Catalog& catalog,
                   const registries::FirstUser& user, const registries::FirstStorage& storage);

/// Opens the database of `instance`.  Throws what sql::open_sqlite and sql::open_postgres throw.
std::unique_ptr<sql::Connection> open_database(const InstanceSettings& instance,
                                               sql::OpenMode mode = sql::OpenMode::read_write,
                                               const std::string& preparation = "");
/// Whether the connected user may write records there.
bool takes_writes(sql::Connection& connection, const InstanceSettings& instance);
/// Where lamindb 1.2 and older keep the database of an instance without --db.
std::filesystem::path former_sqlite_path(const InstanceSettings& instance);
/// Where the database of `instance` is, for messages: a path, or an address without its password.
std::string place_of(const InstanceSettings& instance);

/// How the migrations of a database stand to those of lamindb 1.3.2.
struct MigrationStanding {
  enum class Kind { same, behind, ahead };
  Kind kind = Kind::same;
  std::string app;      // that differs: "lamindb"
  std::string applied;  // its last migration in the database
  std::string known;    // the last that lamindb 1.3.2 knows
};
/// Throws unsupported for a database that a lamindb before 1.0 has made: it says what brings it over.
void expect_from_1_0(sql::Connection& connection, const std::string& place);
/// Throws database_failed for a database that is not one of LaminDB, or lacks the tables of a module, and
/// what `expect_from_1_0` throws.
MigrationStanding standing_of(sql::Connection& connection, const schema::Catalog& catalog,
                              const std::string& place);

/// The storage location of `root` in a database that exists, straight from its table; nothing if it is not
/// registered.
struct RegisteredStorage {
  std::string uid;
  std::string instance_uid;  // of the instance that manages it; "" = none
};
std::optional<RegisteredStorage> registered_storage(sql::Connection& connection, const std::string& root);

}  // namespace lamin
