#include <sqlite3.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "sql/sqlite/errors.hpp"
#include "sql/sqlite/sqlite_connection.hpp"

namespace lamin::sql {
namespace {

/// LAMIN_LOCK_TIMEOUT, in seconds; a minute without.
std::chrono::milliseconds lock_limit() {
  const std::string seconds = environment("LAMIN_LOCK_TIMEOUT").value_or("0");
  const long given = std::strtol(seconds.c_str(), nullptr, 10);
  return std::chrono::seconds(given > 0 ? given : 60);
}

int wait_for_lock(void* patience, int attempt) {
  auto& held = *static_cast<Patience*>(patience);
  if (attempt == 0) held.start();
  return held.wait(attempt) ? 1 : 0;
}

void check_path(const std::filesystem::path& path, OpenMode mode) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::directory) {
    throw Error{ErrorCode::database_failed, "This is a folder, not a database"}.with("path", path.string());
  }
  if (std::filesystem::exists(status)) return;
  if (error && error != std::errc::no_such_file_or_directory) {
    throw Error{ErrorCode::permission_denied, "The database cannot be reached"}.with("path", path.string());
  }
  if (mode != OpenMode::create) {
    throw Error{ErrorCode::file_missing, "There is no database at this path"}.with("path", path.string());
  }
  const auto folder = std::filesystem::absolute(path).parent_path();
  if (!std::filesystem::is_directory(folder, error)) {
    throw Error{ErrorCode::file_missing, "There is no folder for the database"}.with("path", folder.string());
  }
}

std::string immutable_uri(const std::filesystem::path& path) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return uri + "?mode=ro&immutable=1";
}

bool has_pending_log(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path.string() + "-wal", error);
  return !error && size > 0;
}

}  // namespace

// The log needs memory shared by all programs that use the file, which only one machine can offer.
bool is_on_network(const std::filesystem::path& path) {
  struct statfs facts{};
  if (statfs(path.c_str(), &facts) != 0) return true;
  constexpr std::array<std::uint32_t, 12> network{
      0x6969,      // NFS
      0x517B,      // SMB
      0xFF534D42,  // CIFS
      0xFE534D42,  // SMB2
      0x65735546,  // FUSE: sshfs, s3fs, ...
      0x0BD00BD0,  // Lustre
      0x47504653,  // GPFS
      0x19830326,  // BeeGFS
      0x00C36400,  // Ceph
      0x01021997,  // 9P
      0x5346414F,  // AFS
      0x01161970,  // GFS2
  };
  for (const std::uint32_t magic : network) {
    if (static_cast<std::uint32_t>(facts.f_type) == magic) return true;
  }
  return false;
}

SqliteConnection::SqliteConnection(std::filesystem::path path, OpenMode mode, std::string preparation)
    : path_(std::move(path)),
      preparation_(std::move(preparation)),
      lock_patience_(lock_limit()),
      retry_patience_(lock_limit()) {
  int flags = SQLITE_OPEN_READWRITE;
  if (mode == OpenMode::create) flags |= SQLITE_OPEN_CREATE;
  if (mode == OpenMode::read_only) flags = SQLITE_OPEN_READONLY;
  try {
    open(path_.string(), flags);
    const int code = first_read(mode);
    const int primary = code & 0xff;
    if (primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY) {
      open_immutable();
    } else if (code != SQLITE_OK) {
      throw_sqlite_error(database_, code, path_);
    }
    if (!preparation_.empty()) execute(preparation_);
  } catch (...) {
    close();
    throw;
  }
}

void SqliteConnection::open(const std::string& name, int flags) {
  // Nobody asks how much memory SQLite holds, which it counts under a lock at every allocation.  Too late,
  // and without effect, where the program has used SQLite before.
  static const int counts_memory = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(counts_memory);
  const int code =
      sqlite3_open_v2(name.c_str(), &database_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code != SQLITE_OK) throw_sqlite_error(database_, code, path_);
  configure();
}

// A database in WAL mode, in a folder where this user may not make the log's files.
void SqliteConnection::open_immutable() {
  if (access(path_.c_str(), R_OK) != 0)
    throw sqlite_error(SQLITE_CANTOPEN, "unable to open database file", path_);
  if (has_pending_log(path_)) {
    throw Error{ErrorCode::permission_denied, "The last changes to the database cannot be read"}
        .with("path", path_.string() + "-wal")
        .hint("Open the database once as a user who may write to its folder.");
  }
  close();
  open(immutable_uri(path_), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  const int code = run_simple("SELECT 1 FROM sqlite_schema LIMIT 1");
  if (code != SQLITE_OK) throw_sqlite_error(database_, code, path_);
}

void SqliteConnection::configure() {
  sqlite3_busy_handler(database_, wait_for_lock, &lock_patience_);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  add_functions(database_);
  // The size of the cache is the first that reads the schema, by then through the map of the file.
  run_simple(
      "PRAGMA mmap_size=134217728; PRAGMA secure_delete=OFF; PRAGMA temp_store=MEMORY; PRAGMA "
      "cache_size=-16384");
}

/// Finds out whether the file is a database, and settles how it is journalled.
int SqliteConnection::first_read(OpenMode mode) {
  const int code = persist([&] { return run_simple("SELECT 1 FROM sqlite_schema LIMIT 1"); });
  if (code != SQLITE_OK) return code;
  choose_journal(mode);
  return SQLITE_OK;
}

std::string SqliteConnection::pragma(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) return {};
  std::string answer;
  if (sqlite3_step(statement) == SQLITE_ROW) {
    answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  }
  sqlite3_finalize(statement);
  return answer;
}

void SqliteConnection::choose_journal(OpenMode mode) {
  const bool writable = mode != OpenMode::read_only && sqlite3_db_readonly(database_, "main") == 0;
  if (!writable) return;
  std::string journal = pragma("PRAGMA journal_mode");
  const char* wanted = is_on_network(path_) ? "delete" : "wal";
  if (journal != wanted) {
    // Another program may be in the middle of something; the next one to open the file will do it then.
    sqlite3_busy_handler(database_, nullptr, nullptr);
    journal = pragma(*wanted == 'w' ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=DELETE");
    if (journal.empty()) journal = pragma("PRAGMA journal_mode");
    sqlite3_busy_handler(database_, wait_for_lock, &lock_patience_);
  }
  uses_log_ = journal == "wal";
  run_simple(uses_log_ ? "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=2000"
                       : "PRAGMA synchronous=FULL");
}

bool SqliteConnection::takes_writes() const {
  if (sqlite3_db_readonly(database_, "main") != 0) return false;
  // A rollback journal is made for each change.
  return uses_log_ || access(std::filesystem::absolute(path_).parent_path().c_str(), W_OK) == 0;
}

bool sqlite_takes_writes(Connection& connection) {
  return dynamic_cast<const SqliteConnection&>(connection).takes_writes();
}

std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& path, OpenMode mode,
                                        const std::string& preparation) {
  check_path(path, mode);
  return std::make_unique<SqliteConnection>(path, mode, preparation);
}

}  // namespace lamin::sql
