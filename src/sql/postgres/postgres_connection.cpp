#include "sql/postgres/postgres_connection.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/outcome.hpp"
#include "sql/postgres/errors.hpp"

namespace lamin::sql {
namespace {

constexpr int oldest_server = 130'000;

// Writers of lamin-cpp wait for each other on this lock of the database ("lamin" in hexadecimal digits).
constexpr std::array<const char*, 3> begin_to_write = {"BEGIN", "SET LOCAL lock_timeout = '60s'",
                                                       "SELECT pg_advisory_xact_lock(467088663918)"};
constexpr std::array<const char*, 1> begin_to_read = {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};

// A server that goes down may lose a new connection as well.
constexpr int most_beginnings = 4;

// Of the class 08 in SQL's list: what libpq finds out without the server.
constexpr std::string_view cannot_connect = "08001";
constexpr std::string_view connection_lost = "08006";

// How long a server that was there may take to come back: a restart.
constexpr std::chrono::seconds patience{20};

void say_nothing(void*, const char*) {}

std::uint64_t number(const char* text) {
  return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

}  // namespace

PostgresConnection::PostgresConnection(std::string address, OpenMode mode, std::string preparation)
    : address_(std::move(address)), mode_(mode), preparation_(std::move(preparation)) {
  connect();
}

PostgresConnection::~PostgresConnection() {
  kept_.clear();
  close();
}

// ---- connecting

void PostgresConnection::connect() {
  const bool waits_as_told = environment("PGCONNECT_TIMEOUT").has_value();
  // What stands in the address wins over what stands before it.
  const std::array<const char*, 5> names = {waits_as_told ? "application_name" : "connect_timeout",
                                            "fallback_application_name", "client_encoding", "dbname",
                                            nullptr};
  const std::array<const char*, 5> values = {waits_as_told ? "" : "15", "lamin", "UTF8", address_.c_str(),
                                             nullptr};
  connection_ = libpq().connectdbParams(names.data(), values.data(), 1);
  owner_ = ::getpid();
  ++session_;
  others_.forget();
  if (connection_ == nullptr || libpq().status(connection_) != pq::connection_ok) {
    const std::string message = connection_ != nullptr ? libpq().errorMessage(connection_) : "out of memory";
    close();
    throw Error{ErrorCode::database_failed, plain_sentence(message)}
        .with("database", without_password(address_))
        .with("sqlstate", cannot_connect)
        .hint("Is the server running, and are host, port, user, password and name of the database right?");
  }
  settle();
}

// Reads and writes points in time as text in UTC, whatever the server is set to.
void PostgresConnection::settle() {
  libpq().setNoticeProcessor(connection_, say_nothing, nullptr);
  if (const int version = libpq().serverVersion(connection_); version < oldest_server) {
    close();
    throw Error{ErrorCode::unsupported, "This server is Postgres " + std::to_string(version / 10'000) +
                                            ", and 13 is the oldest that can be used"}
        .with("database", without_password(address_));
  }
  const auto is = [&](const char* name, std::string_view wanted) {
    const char* value = libpq().parameterStatus(connection_, name);
    return value != nullptr && value == wanted;
  };
  std::string settings;
  if (!is("TimeZone", "UTC")) settings += "SET TIME ZONE 'UTC';";
  if (!is("DateStyle", "ISO, MDY")) settings += "SET datestyle = 'ISO, MDY';";
  if (!is("IntervalStyle", "postgres")) settings += "SET intervalstyle = 'postgres';";
  if (!is("standard_conforming_strings", "on")) settings += "SET standard_conforming_strings = on;";
  settings += preparation_;
  if (mode_ == OpenMode::read_only) settings += "SET default_transaction_read_only = on;";
  if (!settings.empty()) check(Result(libpq().exec(connection_, settings.c_str())).get());
}

void PostgresConnection::close() noexcept {
  if (connection_ == nullptr) return;
  if (owner_ != ::getpid()) return leave_to_parent();
  libpq().finish(connection_);
  connection_ = nullptr;
}

// In a forked child: to say goodbye over the socket would end the parent's connection.
void PostgresConnection::leave_to_parent() noexcept {
  ::close(libpq().socket(connection_));
  connection_ = nullptr;
}

bool PostgresConnection::is_lost() const {
  return connection_ == nullptr || libpq().status(connection_) != pq::connection_ok;
}

void PostgresConnection::ensure_connected() {
  if (connection_ != nullptr && owner_ != ::getpid()) {
    leave_to_parent();
    began_ = false;
  }
  if (!is_lost()) return;
  if (began_) throw_lost(Outcome::nothing_saved);
  close();
  if (session_ == 0) return connect();
  const auto limit = std::chrono::steady_clock::now() + patience;
  for (std::chrono::milliseconds pause{20};; pause = std::min(2 * pause, std::chrono::milliseconds{500})) {
    try {
      return connect();
    } catch (const Error&) {
      if (std::chrono::steady_clock::now() + pause > limit) throw;
    }
    std::this_thread::sleep_for(pause);
  }
}

void PostgresConnection::throw_lost(Outcome outcome) {
  const bool is_known = outcome == Outcome::nothing_saved;
  throw Error{ErrorCode::database_failed, "The connection to the database was lost"}
      .with("database", without_password(address_))
      .with("sqlstate", is_known ? connection_lost : outcome_unknown)
      .hint(is_known ? "It happened inside a transaction: nothing of it was saved. Try again."
                     : "Whether the change was saved is not known. Look before you try again.");
}

// Asked over a new connection, since the server may have gone through with what its answer was lost of.  A
// server that crashed may give the number of a lost transaction to another one: of those, only the failed are
// known to be failed.
PostgresConnection::Outcome PostgresConnection::outcome_of(std::uint64_t transaction) noexcept {
  try {
    ensure_connected();
    const std::string question = "SELECT pg_xact_status('" + std::to_string(transaction) + "')";
    for (int attempt = 0; attempt < 50; ++attempt) {
      const auto answer = run([&] { return libpq().exec(connection_, question.c_str()); }, true);
      const std::string_view status = libpq().getvalue(answer.get(), 0, 0);
      if (status == "aborted") return Outcome::nothing_saved;
      if (status != "in progress") break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  } catch (const Error&) {
    // Nobody knows.
  }
  return Outcome::unknown;
}

// ---- running

// An error without a state is libpq's own: it could not write, and has not noticed yet that nobody reads.
void PostgresConnection::notice_loss(const PGresult* result) noexcept {
  const bool is_answer = result != nullptr && (libpq().resultStatus(result) != pq::fatal_error ||
                                               libpq().resultErrorField(result, pq::sqlstate) != nullptr);
  if (!is_answer) close();
}

void PostgresConnection::check(const PGresult* result) {
  const int status = libpq().resultStatus(result);
  if (status == pq::tuples_ok || status == pq::command_ok || status == pq::copy_in ||
      status == pq::empty_query)
    return;
  notice_loss(result);
  if (is_lost()) throw_lost(began_ ? Outcome::nothing_saved : Outcome::unknown);
  throw postgres_error(libpq().resultErrorField(result, pq::sqlstate), libpq().resultErrorMessage(result));
}

Result PostgresConnection::run(const std::function<PGresult*()>& send, bool may_repeat) {
  tell_of_beginning();
  ensure_connected();
  Result result(send());
  notice_loss(result.get());
  if (is_lost() && may_repeat && !began_) {
    ensure_connected();
    result.reset(send());
    notice_loss(result.get());
  }
  if (is_lost() && may_repeat) throw_lost(Outcome::nothing_saved);
  check(result.get());
  return result;
}

// All results of several statements in one message to the server.
std::vector<Result> PostgresConnection::script(const std::string& sql) {
  std::vector<Result> results;
  if (libpq().sendQuery(connection_, sql.c_str()) == 1) {
    while (Result result{libpq().getResult(connection_)}) results.push_back(std::move(result));
  }
  if (results.empty()) check(nullptr);
  for (const Result& result : results) check(result.get());
  return results;
}

void PostgresConnection::execute(std::string_view sql) {
  const std::string text(sql);
  ++statements_run_;
  note_change();
  run([&] { return libpq().exec(connection_, text.c_str()); }, false);
}

std::unique_ptr<Connection> PostgresConnection::open_reader() const {
  return std::make_unique<PostgresConnection>(address_, OpenMode::read_only, preparation_);
}

std::unique_ptr<Statement> PostgresConnection::prepare(std::string_view sql) {
  return std::make_unique<PostgresStatement>(*this, sql);
}

Statement& PostgresConnection::cached(std::string_view sql) {
  return kept_.get(sql, [&] { return std::make_unique<PostgresStatement>(*this, sql); });
}

// ---- keys

std::int64_t PostgresConnection::last_insert_id() const {
  throw Error{ErrorCode::unsupported, "Postgres tells the keys of new rows by RETURNING only"};
}

std::vector<std::int64_t> PostgresConnection::reserve_keys(std::string_view table, std::string_view column,
                                                           std::size_t count) {
  Statement& statement = cached(
      "SELECT nextval(s), CASE i WHEN 1 THEN CAST(pg_current_xact_id() AS text) END FROM "
      "(SELECT pg_get_serial_sequence($1, $2)::regclass AS s) AS named, "
      "generate_series(1, CAST($3 AS bigint)) AS i");
  Cursor cursor(statement);
  cursor->bind_text(1, quoted(table));
  cursor->bind_text(2, column);
  cursor->bind_integer(3, static_cast<std::int64_t>(count));
  std::vector<std::int64_t> keys;
  keys.reserve(count);
  while (cursor->step()) {
    keys.push_back(cursor->integer(0));
    // Large saves can be asked about when the answer to their commit is lost.
    if (began_ && !cursor->is_null(1)) transaction_ = number(std::string(cursor->text(1)).c_str());
  }
  return keys;
}

void PostgresConnection::settle_keys(std::string_view table, std::string_view column) {
  Cursor cursor(cached("SELECT setval(pg_get_serial_sequence($1, $2), max(" + quoted(column) + ")) FROM " +
                       quoted(table)));
  cursor->bind_text(1, quoted(table));
  cursor->bind_text(2, column);
  cursor->step();
}

// ---- changes of others

std::uint64_t PostgresConnection::changes_by_others() {
  Cursor cursor(
      cached("SELECT CAST(pg_current_snapshot() AS text), CAST(pg_current_xact_id_if_assigned() AS text)"));
  cursor->step();
  --statements_run_;
  if (!cursor->is_null(1)) others_.note_own(number(std::string(cursor->text(1)).c_str()));
  return others_.see(cursor->text(0));
}

std::uint64_t PostgresConnection::data_version() {
  return (changes_by_others() << 32) + own_changes_;
}

// ---- transactions

// The server is told along with the first statement, which spares a round trip; a transaction without any is
// none to the server.
void PostgresConnection::begin(std::span<const char* const> statements) {
  transaction_ = 0;
  beginning_ = statements;
  if (pipelines().exitPipelineMode != nullptr) return;
  try {
    tell_of_beginning();
  } catch (...) {
    rollback();
    throw;
  }
}

void PostgresConnection::tell_of_beginning() {
  if (beginning_.empty()) return;
  std::string sql;
  for (const char* statement : beginning_) sql += std::string(statement) + ";";
  begin_by([&] { return libpq().exec(connection_, sql.c_str()); });
}

// Nothing was begun on a connection that died.
Result PostgresConnection::begin_by(const std::function<PGresult*()>& send) {
  for (int attempt = 1; attempt <= most_beginnings; ++attempt) {
    ensure_connected();
    Result result(send());
    notice_loss(result.get());
    if (is_lost()) continue;
    beginning_ = {};
    began_ = true;
    check(result.get());
    return result;
  }
  throw_lost(Outcome::nothing_saved);
}

void PostgresConnection::begin_write() {
  if (mode_ == OpenMode::read_only) {
    throw Error{ErrorCode::permission_denied, "The database was opened for reading only"}.with(
        "database", without_password(address_));
  }
  begin(begin_to_write);
}

void PostgresConnection::begin_read() {
  begin(begin_to_read);
}

void PostgresConnection::commit(Durability durability) {
  if (!beginning_.empty()) {
    beginning_ = {};
    return;
  }
  if (is_lost()) {
    began_ = false;
    throw_lost(Outcome::nothing_saved);
  }
  if (libpq().transactionStatus(connection_) == pq::in_error) {
    rollback();
    throw Error{ErrorCode::runtime_failed, "A part of this transaction failed, so it cannot be committed"};
  }
  const std::string relaxed = durability == Durability::relaxed ? "SET LOCAL synchronous_commit = off; " : "";
  std::vector<Result> results;
  try {
    results = script(relaxed + "SELECT pg_current_xact_id_if_assigned(); COMMIT");
  } catch (...) {
    const bool lost = is_lost();
    rollback();
    if (lost) throw_lost(transaction_ == 0 ? Outcome::unknown : outcome_of(transaction_));
    throw;
  }
  began_ = false;
  note_change();
  const PGresult* answer = results[results.size() - 2].get();
  if (libpq().getisnull(answer, 0, 0) == 0) others_.note_own(number(libpq().getvalue(answer, 0, 0)));
}

void PostgresConnection::rollback() noexcept {
  beginning_ = {};
  began_ = false;
  note_change();
  if (connection_ == nullptr || owner_ != ::getpid() || is_lost()) return;
  if (libpq().transactionStatus(connection_) != pq::idle) Result(libpq().exec(connection_, "ROLLBACK"));
}

bool PostgresConnection::in_transaction() const {
  return began_ || !beginning_.empty();
}

std::unique_ptr<Connection> open_postgres(const std::string& address, OpenMode mode,
                                          const std::string& preparation) {
  return std::make_unique<PostgresConnection>(address, mode, preparation);
}

}  // namespace lamin::sql
