// SqliteConnection owns one sqlite3 handle with its cached statements; SqliteStatement is one sqlite3_stmt.
// Both are known to this folder only.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "sql/connection.hpp"
#include "sql/reader_pool.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "sql/statement_cache.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace lamin::sql {

class SqliteConnection;

class SqliteStatement final : public Statement {
 public:
  /// Throws database_failed with SQLite's sentence if `sql` cannot be prepared.
  SqliteStatement(SqliteConnection& connection, std::string_view sql);
  ~SqliteStatement() override;
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void bind(int index, const Value& value) override;
  void bind_null(int index) override;
  void bind_integer(int index, std::int64_t value) override;
  void bind_real(int index, double value) override;
  void bind_text(int index, std::string_view value) override;

  bool step() override;
  std::int64_t run() override;
  void reset() override;

  int columns() const override;
  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  Value value(int column) const override;
  bool read_integer(int column, std::int64_t& integer) const override;
  bool read_real(int column, double& real) const override;
  bool read_text(int column, std::string_view& text) const override;

  /// Stepped and not yet at its end.
  bool is_running() const { return state_ == State::running; }

 private:
  enum class State { ready, running, finished };

  int first_step();
  void check(int code) const;

  SqliteConnection& connection_;
  sqlite3_stmt* statement_ = nullptr;
  bool read_only_ = true;
  State state_ = State::ready;
};

/// How long and how often to try again while another program holds the lock.
class Patience {
 public:
  explicit Patience(std::chrono::milliseconds limit);
  /// Starts the clock.
  void start();
  /// Sleeps a little, longer at each `attempt` and by chance, so that waiting writers do not march in step.
  /// False once the limit is over.
  bool wait(int attempt);

 private:
  std::chrono::milliseconds limit_;
  std::chrono::steady_clock::time_point start_;
  std::minstd_rand random_;
};

class SqliteConnection final : public Connection, public Reopened {
 public:
  SqliteConnection(std::filesystem::path path, OpenMode mode, std::string preparation = "");
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  const Dialect& dialect() const override { return sqlite_dialect(); }
  std::unique_ptr<Connection> open_reader() const override;
  std::unique_ptr<Statement> prepare(std::string_view sql) override;
  Statement& cached(std::string_view sql) override;
  void execute(std::string_view sql) override;
  std::int64_t last_insert_id() const override;
  std::uint64_t data_version() override;
  std::uint64_t changes_by_others() override;

  void begin_write() override;
  void begin_read() override;
  void commit(Durability durability) override;
  void rollback() noexcept override;
  bool in_transaction() const override;

  /// False where file or folder are only readable for this user.
  bool takes_writes() const;

  // For SqliteStatement.
  sqlite3* handle() const { return database_; }
  const std::filesystem::path& path() const { return path_; }
  void count_statement() { ++statements_run_; }
  void note_write() { unflushed_ = true; }
  /// Outside a transaction, makes what was written durable.
  void after_write();
  /// Runs `attempt` until it does not say busy, or patience ends; returns its last result code.
  int persist(const std::function<int()>& attempt);

 private:
  void open(const std::string& name, int flags);
  void open_immutable();
  void close() noexcept;
  void configure();
  void choose_journal(OpenMode mode);
  int first_read(OpenMode mode);
  void execute_prepared(sqlite3_stmt* statement);
  int run_simple(const char* sql);
  std::string pragma(const char* sql);
  void flush_log();

  std::filesystem::path path_;
  std::string preparation_;
  sqlite3* database_ = nullptr;
  StatementCache<SqliteStatement> kept_;
  std::uint64_t changes_beside_rows_ = 0;
  bool uses_log_ = false;
  bool unflushed_ = false;
  Patience lock_patience_;
  Patience retry_patience_;
};

/// Whether `path` lies on a file system of several machines, where SQLite's log cannot be shared.
bool is_on_network(const std::filesystem::path& path);

/// Gives `database` the functions that our SQL and the reference's use: REGEXP.
void add_functions(sqlite3* database);
/// ... those that Postgres has, by its names, and arithmetic with times.
void add_standard_functions(sqlite3* database);
/// ... STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP.
void add_aggregates(sqlite3* database);

}  // namespace lamin::sql
