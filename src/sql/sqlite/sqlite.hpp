// SQLite as a Connection.  WAL where the file system can, a busy time-out, BEGIN IMMEDIATE for writers, retries on
// busy: many processes on one file write at the same time and lose nothing, and lamindb 1.3.2 can still open the file.
//
// Django's extra function REGEXP is provided, since queries and databases of the reference use it.
#pragma once

#include <filesystem>
#include <memory>

#include "sql/connection.hpp"

namespace lamin::sql {

enum class OpenMode { read_write, create, read_only };

/// Opens `path`.  Throws file_missing, permission_denied, database_failed (not a database, with the path),
/// database_locked.
std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& path, OpenMode mode = OpenMode::read_write);

const Dialect& sqlite_dialect();

}  // namespace lamin::sql
