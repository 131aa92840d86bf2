#include "sql/sqlite/sqlite_connection.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/error.hpp"
#include "sql/sqlite/errors.hpp"

namespace lamin::sql {
Patience::Patience(std::chrono::milliseconds limit)
    : limit_(limit),
      start_(std::chrono::steady_clock::now()),
      random_(
          static_cast<unsigned>(start_.time_since_epoch().count() ^ (static_cast<long>(getpid()) << 16))) {}

void Patience::start() {
  start_ = std::chrono::steady_clock::now();
}

bool Patience::wait(int attempt) {
  if (std::chrono::steady_clock::now() - start_ > limit_) return false;
  const long longest = std::min(10'000L, 200L << std::min(attempt / 2, 6));
  std::uniform_int_distribution<long> microseconds(longest / 4, longest);
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random_)));
  return true;
}

int SqliteConnection::persist(const std::function<int()>& attempt) {
  retry_patience_.start();
  for (int count = 0;; ++count) {
    const int code = attempt();
    if (!is_busy(code) || !retry_patience_.wait(count)) return code;
  }
}

void SqliteConnection::close() noexcept {
  kept_.clear();
  sqlite3_close_v2(database_);
  database_ = nullptr;
}

SqliteConnection::~SqliteConnection() {
  close();
}

std::unique_ptr<Connection> SqliteConnection::open_reader() const {
  return std::make_unique<SqliteConnection>(path_, OpenMode::read_only, preparation_);
}

std::unique_ptr<Statement> SqliteConnection::prepare(std::string_view sql) {
  return std::make_unique<SqliteStatement>(*this, sql);
}

Statement& SqliteConnection::cached(std::string_view sql) {
  return kept_.get(sql, [&] { return std::make_unique<SqliteStatement>(*this, sql); });
}

void SqliteConnection::execute(std::string_view sql) {
  const std::string text(sql);
  const char* rest = text.c_str();
  while (*rest != '\0') {
    sqlite3_stmt* statement = nullptr;
    const char* next = rest;
    const int code = persist([&] { return sqlite3_prepare_v2(database_, rest, -1, &statement, &next); });
    if (code != SQLITE_OK) throw_sqlite_error(database_, code, path_);
    rest = next;
    if (statement != nullptr) execute_prepared(statement);
  }
  if (unflushed_) after_write();
}

void SqliteConnection::execute_prepared(sqlite3_stmt* statement) {
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(statement, sqlite3_finalize);
  ++statements_run_;
  const auto run = [&] {
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    if (is_busy(code)) sqlite3_reset(statement);
    return code;
  };
  const int code = in_transaction() ? run() : persist(run);
  if (code != SQLITE_DONE) throw_sqlite_error(database_, code, path_);
  if (sqlite3_stmt_readonly(statement) == 0) note_write();
  // A change of the schema does not show in SQLite's count of changed rows.
  ++changes_beside_rows_;
}

std::int64_t SqliteConnection::last_insert_id() const {
  return sqlite3_last_insert_rowid(database_);
}

std::uint64_t SqliteConnection::changes_by_others() {
  Statement& statement = cached("PRAGMA data_version");
  const Cursor cursor(statement);
  statement.step();
  --statements_run_;
  return static_cast<std::uint64_t>(statement.integer(0));
}

std::uint64_t SqliteConnection::data_version() {
  // SQLite's number counts what others committed; the rest counts our own changes, taken back ones included.
  return (changes_by_others() << 40) + static_cast<std::uint64_t>(sqlite3_total_changes64(database_)) +
         changes_beside_rows_;
}

int SqliteConnection::run_simple(const char* sql) {
  return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr);
}

void SqliteConnection::begin_write() {
  if (!preparation_.empty()) {
    throw Error{ErrorCode::permission_denied, "The database was opened for reading only"}
        .with("path", path_.native())
        .hint("What was said when it was opened tells why.");
  }
  // SQLite itself would complain at the first statement that writes.
  if (sqlite3_db_readonly(database_, "main") == 1) {
    throw sqlite_error(SQLITE_READONLY, "attempt to write a readonly database", path_);
  }
  const int code = persist([&] { return run_simple("BEGIN IMMEDIATE"); });
  if (code != SQLITE_OK) throw_sqlite_error(database_, code, path_);
}

void SqliteConnection::begin_read() {
  const int code = persist([&] { return run_simple("BEGIN"); });
  if (code != SQLITE_OK) throw_sqlite_error(database_, code, path_);
}

void SqliteConnection::commit(Durability durability) {
  const int code = persist([&] { return run_simple("COMMIT"); });
  if (code != SQLITE_OK) throw_sqlite_error(database_, code, path_);
  ++changes_beside_rows_;
  if (durability == Durability::full && unflushed_) flush_log();
}

void SqliteConnection::rollback() noexcept {
  if (in_transaction()) run_simple("ROLLBACK");
  ++changes_beside_rows_;
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(database_) == 0;
}

void SqliteConnection::after_write() {
  unflushed_ = true;
  if (!in_transaction()) flush_log();
}

// SQLite runs with synchronous=NORMAL on a log, which leaves this flush out; with FULL it would do it inside
// the lock and for relaxed commits too.
void SqliteConnection::flush_log() {
  unflushed_ = false;
  if (!uses_log_) return;
  sqlite3_file* log = nullptr;
  sqlite3_file_control(database_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (log == nullptr || log->pMethods == nullptr) return;
  const int code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
  if (code != SQLITE_OK) {
    throw Error{ErrorCode::io_failed, "The change was written, but the disk did not confirm it"}.with(
        "path", path_.string());
  }
}

}  // namespace lamin::sql
