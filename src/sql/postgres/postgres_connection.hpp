// PostgresConnection owns one connection of libpq with its cached statements; PostgresStatement is one text
// with its parameters and result.  Both are known to this folder only.
//
// Values travel as text: the server gives each parameter the type that its place in the statement asks for,
// so that "5" is a number where a number is compared, much as in SQLite.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/connection.hpp"
#include "sql/postgres/libpq.hpp"
#include "sql/postgres/postgres.hpp"
#include "sql/postgres/writes_of_others.hpp"
#include "sql/reader_pool.hpp"
#include "sql/statement_cache.hpp"

namespace lamin::sql {

/// Frees a result at the end.
struct ResultDeleter {
  void operator()(PGresult* result) const { libpq().clear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

/// Parameters of a statement as libpq wants them: texts, or null.
class Parameters {
 public:
  void set(int index, std::string_view text);
  void set_null(int index);
  void clear();
  int count() const { return static_cast<int>(values_.size()); }
  const char* const* pointers();

 private:
  struct Parameter {
    std::string text;
    bool is_null = true;
  };
  std::vector<Parameter> values_;
  std::vector<const char*> pointers_;
};

class PostgresConnection;

class PostgresStatement : public Statement {
 public:
  PostgresStatement(PostgresConnection& connection, std::string_view sql);
  ~PostgresStatement() override;
  PostgresStatement(const PostgresStatement&) = delete;
  PostgresStatement& operator=(const PostgresStatement&) = delete;

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

  bool is_running() const { return result_ != nullptr; }

 protected:
  Parameters parameters_;

 private:
  void execute();
  Result send();
  PGresult* send_once();
  /// With what comes before, and prepared if it is to be kept.
  PGresult* send_first(std::span<const char* const> beginning);

  PostgresConnection& connection_;
  std::string sql_;
  bool only_reads_;
  Result result_;
  int row_ = -1;
  int rows_ = 0;
  // On the server, from the twentieth use on; known there for the connection number `prepared_for_`.
  std::string name_;
  int uses_ = 0;
  int prepared_for_ = 0;
};

class PostgresConnection final : public Connection, public Reopened {
 public:
  PostgresConnection(std::string address, OpenMode mode, std::string preparation = "");
  ~PostgresConnection() override;
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  const Dialect& dialect() const override { return postgres_dialect(); }
  std::unique_ptr<Connection> open_reader() const override;
  std::unique_ptr<Statement> prepare(std::string_view sql) override;
  Statement& cached(std::string_view sql) override;
  void execute(std::string_view sql) override;
  std::int64_t last_insert_id() const override;
  std::vector<std::int64_t> reserve_keys(std::string_view table, std::string_view column,
                                         std::size_t count) override;
  std::unique_ptr<Loader> load(std::string_view table, std::span<const std::string_view> columns) override;
  void settle_keys(std::string_view table, std::string_view column) override;
  std::uint64_t data_version() override;
  std::uint64_t changes_by_others() override;

  void begin_write() override;
  void begin_read() override;
  void commit(Durability durability) override;
  void rollback() noexcept override;
  bool in_transaction() const override;

  // For PostgresStatement and the loader.
  PGconn* handle() const { return connection_; }
  /// Counts the connections made; what the server knew before is gone when it changes.
  int session() const { return session_; }
  void count_statement() { ++statements_run_; }
  void note_change() { ++own_changes_; }
  std::string new_name() { return "lamin_" + std::to_string(++names_); }
  /// Runs `send`; when the connection turns out to be lost, makes it again and, if `may_repeat`, runs it
  /// again.  Throws what the server says.
  Result run(const std::function<PGresult*()>& send, bool may_repeat);
  /// What the server has to be told before the next statement: nothing, or that a transaction begins.
  std::span<const char* const> beginning() const { return beginning_; }
  /// Runs `send`, which tells the server of the beginning first.
  Result begin_by(const std::function<PGresult*()>& send);
  /// Throws unless the result is one of a statement that succeeded.
  void check(const PGresult* result);

 private:
  void connect();
  void settle();
  void close() noexcept;
  bool is_lost() const;
  void leave_to_parent() noexcept;
  void ensure_connected();
  enum class Outcome { nothing_saved, unknown };
  void notice_loss(const PGresult* result) noexcept;
  [[noreturn]] void throw_lost(Outcome outcome);
  Outcome outcome_of(std::uint64_t transaction) noexcept;
  std::vector<Result> script(const std::string& sql);
  void begin(std::span<const char* const> statements);
  void tell_of_beginning();

  std::string address_;
  OpenMode mode_;
  std::string preparation_;
  PGconn* connection_ = nullptr;
  pid_t owner_ = 0;
  int session_ = 0;
  bool began_ = false;                      // a transaction, as far as the caller and the server know
  std::span<const char* const> beginning_;  // of a transaction that the server does not know of yet
  std::uint64_t transaction_ = 0;           // its number on the server; 0 if it is not known
  StatementCache<PostgresStatement> kept_;
  std::uint64_t names_ = 0;
  std::uint64_t own_changes_ = 0;
  WritesOfOthers others_;
};

}  // namespace lamin::sql
