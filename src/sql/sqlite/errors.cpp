#include "sql/sqlite/errors.hpp"

#include <sqlite3.h>

namespace lamin::sql {
namespace {

Error cannot_open(const std::string& message, const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return Error{ErrorCode::file_missing, message}.with("path", path.string()).hint("There is no such file.");
  }
  return Error{ErrorCode::permission_denied, message}
      .with("path", path.string())
      .hint("The file or its folder may not be opened or written by this user.");
}

Error read_only(const std::string& message, const std::filesystem::path& path) {
  return Error{ErrorCode::permission_denied, message}
      .with("path", path.string())
      .hint("The database file and its folder must be writable to change records.");
}

}  // namespace

bool is_busy(int code) {
  const int primary = code & 0xff;
  return primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_PROTOCOL;
}

Error sqlite_error(int code, const std::string& message, const std::filesystem::path& path) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return Error{ErrorCode::integrity_violated, message};
    case SQLITE_FULL:
      return Error{ErrorCode::storage_full, message}
          .with("path", path.string())
          .hint("Nothing of this change was saved. Free some space and try again.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return Error{ErrorCode::database_locked, message}
          .with("path", path.string())
          .hint("Another program is writing to the database and did not finish in time. Try again.");
    case SQLITE_NOTADB:
      return Error{ErrorCode::database_failed, message}
          .with("path", path.string())
          .hint("The file was not written by SQLite, or it is damaged.");
    case SQLITE_CORRUPT:
      return Error{ErrorCode::database_failed, message}
          .with("path", path.string())
          .hint("The file is damaged. Restore it from a backup.");
    case SQLITE_CANTOPEN:
      return cannot_open(message, path);
    case SQLITE_READONLY:
      return read_only(message, path);
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Error{ErrorCode::permission_denied, message}.with("path", path.string());
    case SQLITE_IOERR:
      return Error{ErrorCode::io_failed, message}.with("path", path.string());
    default:
      return Error{ErrorCode::database_failed, message};
  }
}

void throw_sqlite_error(sqlite3* database, int code, const std::filesystem::path& path) {
  const std::string message = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  throw sqlite_error(code, message, path);
}

}  // namespace lamin::sql
