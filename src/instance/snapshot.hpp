// What is kept of a database before it changes.
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "instance/migrate.hpp"
#include "migrations/converge.hpp"
#include "sql/connection.hpp"

namespace lamin {

/// A file beside the database of SQLite; on Postgres the tables that change, in a schema of their own.
class Snapshot {
 public:
  Snapshot(const InstanceSettings& instance, const MigrationName& next, sql::Connection& connection, Log& log)
      : instance_(instance), next_(next), connection_(connection), log_(log) {}

  /// Called before each change; inside its transaction.
  void keep(const std::vector<migrations::Step>& steps);
  /// "" if nothing has changed.
  const std::string& name() const { return name_; }

 private:
  std::string free_file() const;
  std::string free_schema() const;
  bool has_schema(const std::string& name) const;

  const InstanceSettings& instance_;
  MigrationName next_;
  sql::Connection& connection_;
  Log& log_;
  std::string name_;
};

/// A copy of a database of SQLite, as of one moment.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace lamin
