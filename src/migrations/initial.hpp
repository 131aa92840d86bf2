// The state that a fresh database is in: all tables, and the two tables that tell lamindb 1.3.2 so.
//
// A fresh database is made in one step and not by replaying history.  What lamindb 1.3.2 would have replayed
// is recorded by name in django_migrations, so that it finds nothing left to do; django_content_type names
// its classes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin::migrations {

struct AppliedMigration {
  std::string_view app;   // "lamindb"
  std::string_view name;  // "0090_squashed"
};

/// The migrations that lamindb 1.3.2 has files of: one for each module stands for all before it.
struct KnownMigration {
  std::string_view app, name;
  std::size_t squashed = 0;  // how many it stands for
};
std::vector<KnownMigration> known_migrations();

struct ContentType {
  std::string_view app;    // "lamindb"
  std::string_view model;  // "artifactulabel"
};

/// Rows of django_migrations for `modules` (as Catalog::modules gives them), in the order of their ids.
std::vector<AppliedMigration> applied_migrations(std::span<const std::string> modules);

/// Rows of django_content_type for `modules`, in the order of their ids.
std::vector<ContentType> content_types(std::span<const std::string> modules);

/// Creates all tables and indexes of `catalog` in an empty database and fills the two tables.  Default rows
/// are not among it (registries/default_rows.hpp, insert_rows).  One transaction; inside another one it joins
/// that one. Throws database_failed, and leaves the database as it was, if a table exists already.
void create_database(sql::Connection& connection, const schema::Catalog& catalog);

/// Inserts `rows`, each with a value for every column, into `table`.  One transaction; inside another one it
/// joins that one.  Throws integrity_violated if a row is there already.
void insert_rows(sql::Connection& connection, std::string_view table,
                 std::span<const std::string_view> columns, std::span<const std::vector<Value>> rows);

}  // namespace lamin::migrations
