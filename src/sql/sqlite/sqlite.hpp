// SQLite as a Connection.  WAL where the file system can, a busy time-out, BEGIN IMMEDIATE for writers,
// retries on busy: many processes on one file write at the same time and lose nothing, and lamindb 1.3.2 can
// still open the file.
//
// A commit is durable when it returns: the write-ahead log is flushed once, after the lock is given back, so
// that the next writer need not wait for the disk.  A relaxed commit leaves that flush to the next full one
// or to the checkpoint.  Where WAL cannot be (network file systems, another program holds the file), SQLite's
// rollback journal is used, and every commit is a full one.
//
// Who finds the database locked waits a minute, or LAMIN_LOCK_TIMEOUT seconds, then gets database_locked.
//
// Django's extra function REGEXP is provided, since queries and databases of the reference use it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "sql/connection.hpp"

namespace lamin::sql {

enum class OpenMode { read_write, create, read_only };

/// Opens `path`; `create` makes the file if there is none.  A file or folder that this user may not write
/// opens for reading, and the first write throws permission_denied.  Throws file_missing, permission_denied,
/// database_failed (not a database, with the path), database_locked (after a minute of waiting).
/// `preparation` is run by the connection when it opens, and by the readers that come from it: temporary
/// views.
std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& path,
                                        OpenMode mode = OpenMode::read_write,
                                        const std::string& preparation = "");

/// Whether what opened by `open_sqlite` can be written by this user.
bool sqlite_takes_writes(Connection& connection);

/// Makes the new database `path`: `fill` gets an empty one in memory, and what it leaves there is written in
/// one go and flushed to the disk.  This way a thousand statements that create tables cost one flush.  Throws
/// permission_denied, storage_full, io_failed (also if `path` exists); after a failure there is no file.
void make_sqlite(const std::filesystem::path& path, const std::function<void(Connection&)>& fill);

const Dialect& sqlite_dialect();

}  // namespace lamin::sql
