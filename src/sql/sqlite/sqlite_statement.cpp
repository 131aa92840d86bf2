#include <sqlite3.h>

#include "base/error.hpp"
#include "sql/conversions.hpp"
#include "sql/sqlite/errors.hpp"
#include "sql/sqlite/sqlite_connection.hpp"

namespace lamin::sql {

SqliteStatement::SqliteStatement(SqliteConnection& connection, std::string_view sql)
    : connection_(connection) {
  const char* tail = nullptr;
  const int code = connection_.persist([&] {
    return sqlite3_prepare_v3(connection_.handle(), sql.data(), static_cast<int>(sql.size()),
                              SQLITE_PREPARE_PERSISTENT, &statement_, &tail);
  });
  if (code != SQLITE_OK) throw_sqlite_error(connection_.handle(), code, connection_.path());
  if (statement_ == nullptr) throw Error{ErrorCode::database_failed, "A statement without text"};
  read_only_ = sqlite3_stmt_readonly(statement_) != 0;
}

SqliteStatement::~SqliteStatement() {
  sqlite3_finalize(statement_);
}

void SqliteStatement::check(int code) const {
  if (code != SQLITE_OK) throw_sqlite_error(connection_.handle(), code, connection_.path());
}

void SqliteStatement::bind(int index, const Value& given) {
  bind_value(*this, index, given, [&](Duration value) { bind_integer(index, value.microseconds); });
}

void SqliteStatement::bind_null(int index) {
  check(sqlite3_bind_null(statement_, index));
}

void SqliteStatement::bind_integer(int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, index, value));
}

void SqliteStatement::bind_real(int index, double value) {
  check(sqlite3_bind_double(statement_, index, value));
}

void SqliteStatement::bind_text(int index, std::string_view value) {
  // An empty view may have no address, which SQLite would read as NULL.
  const char* text = value.data() != nullptr ? value.data() : "";
  check(sqlite3_bind_text64(statement_, index, text, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

// Outside a transaction a busy statement has done nothing yet and can start over.
int SqliteStatement::first_step() {
  connection_.count_statement();
  if (connection_.in_transaction()) return sqlite3_step(statement_);
  return connection_.persist([&] {
    const int code = sqlite3_step(statement_);
    if (is_busy(code)) sqlite3_reset(statement_);
    return code;
  });
}

bool SqliteStatement::step() {
  if (state_ == State::finished) return false;
  const int code = state_ == State::ready ? first_step() : sqlite3_step(statement_);
  if (code == SQLITE_ROW) {
    state_ = State::running;
    if (!read_only_) connection_.note_write();
    return true;
  }
  state_ = State::finished;
  if (code == SQLITE_DONE) {
    if (!read_only_) connection_.after_write();
    return false;
  }
  const Error error = sqlite_error(code, sqlite3_errmsg(connection_.handle()), connection_.path());
  sqlite3_reset(statement_);
  throw error;
}

std::int64_t SqliteStatement::run() {
  const std::int64_t before = sqlite3_total_changes64(connection_.handle());
  while (step()) {
  }
  const std::int64_t changed = sqlite3_total_changes64(connection_.handle()) - before;
  reset();
  return changed;
}

void SqliteStatement::reset() {
  // The result is that of the last step, which has thrown already.
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  state_ = State::ready;
}

int SqliteStatement::columns() const {
  return sqlite3_column_count(statement_);
}

bool SqliteStatement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double SqliteStatement::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string_view SqliteStatement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Value SqliteStatement::value(int column) const {
  switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return integer(column);
    case SQLITE_FLOAT:
      return real(column);
    default:
      return text(column);
  }
}

// A value is found once, and asked without the locks of sqlite3_column_*: a connection has one thread at a
// time.
bool SqliteStatement::read_integer(int column, std::int64_t& integer) const {
  sqlite3_value* value = sqlite3_column_value(statement_, column);
  if (sqlite3_value_type(value) == SQLITE_NULL) return false;
  integer = sqlite3_value_int64(value);
  return true;
}

bool SqliteStatement::read_real(int column, double& real) const {
  sqlite3_value* value = sqlite3_column_value(statement_, column);
  if (sqlite3_value_type(value) == SQLITE_NULL) return false;
  real = sqlite3_value_double(value);
  return true;
}

// To ask for text would copy it, to end it with a zero.
bool SqliteStatement::read_text(int column, std::string_view& text) const {
  sqlite3_value* value = sqlite3_column_value(statement_, column);
  const int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL) return false;
  const bool is_utf8 = type == SQLITE_TEXT && sqlite3_value_encoding(value) == SQLITE_UTF8;
  const void* bytes = is_utf8 ? sqlite3_value_blob(value) : sqlite3_value_text(value);
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  text = {size > 0 ? static_cast<const char*>(bytes) : "", size};
  return true;
}

}  // namespace lamin::sql
