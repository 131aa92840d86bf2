// Connection is the only door to a database.  It prepares statements with bound parameters; what differs
// between vendors stands in its Dialect.
//
// A Connection is used by one thread at a time; records::RecordStore guards it.  Vendor errors leave it as
// lamin::Error: integrity_violated (with the vendor's sentence, e.g. "UNIQUE constraint failed:
// lamindb_artifact.hash"), database_locked, storage_full, database_failed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "sql/dialect.hpp"

namespace lamin::sql {

/// A prepared statement.  Rows are read where the cursor stands; text views live until the next step or
/// reset.
class Statement {
 public:
  virtual ~Statement();

  /// Binds parameter `index`, from 1.  Text is copied.
  virtual void bind(int index, const Value& value) = 0;
  virtual void bind_null(int index) = 0;
  virtual void bind_integer(int index, std::int64_t value) = 0;
  virtual void bind_real(int index, double value) = 0;
  virtual void bind_text(int index, std::string_view value) = 0;

  /// Moves to the next row; false when there is none.
  virtual bool step() = 0;
  /// Runs to the end and resets: for statements without rows.  Returns the number of rows changed.
  virtual std::int64_t run() = 0;
  /// Ready for the next bind and step; bindings are cleared.
  virtual void reset() = 0;

  virtual int columns() const = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  /// As the database types it: integer, real, text or null.
  virtual Value value(int column) const = 0;

  // For many rows: false if the cell is null, in one call.
  virtual bool read_integer(int column, std::int64_t& integer) const;
  virtual bool read_real(int column, double& real) const;
  virtual bool read_text(int column, std::string_view& text) const;
};

/// Resets the statement at the end of the scope, so that a cached one never stays open.
class Cursor {
 public:
  explicit Cursor(Statement& statement) : statement_(&statement) {}
  ~Cursor() { statement_->reset(); }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  Statement* operator->() { return statement_; }
  Statement& operator*() { return *statement_; }

 private:
  Statement* statement_;
};

/// Writes many new rows in one go, faster than INSERT and without keys coming back.  Ends with `finish`; a
/// Loader that goes away before has written nothing.  No other statement may run meanwhile.
class Loader {
 public:
  virtual ~Loader();
  /// The row to bind, from column 1; columns that are not bound are null.  `run` ends the row.
  virtual Statement& row() = 0;
  /// Throws integrity_violated and what else a statement throws.
  virtual void finish() = 0;
};

/// How hard a commit presses for the disk.
enum class Durability {
  full,     // when commit returns, a power cut loses nothing
  relaxed,  // survives a killed process; a power cut may lose it until the next full commit
};

class Connection {
 public:
  virtual ~Connection();

  virtual const Dialect& dialect() const = 0;

  /// A statement of the caller's own.
  virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
  /// A statement kept for the next use of the same text; reset and without bindings.
  virtual Statement& cached(std::string_view sql) = 0;
  /// One or more statements without parameters or rows.
  virtual void execute(std::string_view sql) = 0;

  /// Id of the row that this connection inserted last; not where keys come by RETURNING
  /// (Dialect::keys_by_returning).
  virtual std::int64_t last_insert_id() const = 0;

  // Where Dialect::has_loader; elsewhere they throw unsupported.
  /// `count` new keys of `column`, ascending, which nobody else will get.
  virtual std::vector<std::int64_t> reserve_keys(std::string_view table, std::string_view column,
                                                 std::size_t count);
  virtual std::unique_ptr<Loader> load(std::string_view table, std::span<const std::string_view> columns);
  /// After rows were inserted with keys of the caller's choice: new ones come after them.
  virtual void settle_keys(std::string_view table, std::string_view column);

  /// Changes whenever any connection, this one included, has committed a change: the guard of caches.
  virtual std::uint64_t data_version() = 0;
  /// Changes whenever another connection has committed a change: for caches that follow their own writes.
  virtual std::uint64_t changes_by_others() = 0;
  /// Number of statements run so far, without those that begin and end transactions; tests hold sets of
  /// records against it.
  std::uint64_t statements_run() const { return statements_run_; }

  // Used by Transaction.
  virtual void begin_write() = 0;
  virtual void begin_read() = 0;
  virtual void commit(Durability durability) = 0;
  virtual void rollback() noexcept = 0;
  virtual bool in_transaction() const = 0;

  /// Whether something in the open transaction, or its innermost part, failed and was not taken back, so
  /// that all of it has to be.
  bool is_spoilt() const { return is_spoilt_; }
  void set_spoilt(bool is_spoilt) { is_spoilt_ = is_spoilt; }
  /// Throws database_failed (SQL's state 25000) in a transaction that is spoilt.
  void expect_sound() const;

 protected:
  std::uint64_t statements_run_ = 0;

 private:
  bool is_spoilt_ = false;
};

/// A unit of work: rolls back unless `commit` was called.  Inside another transaction of the same connection
/// it joins that one: its commit does nothing, and a missing commit spoils the outer one, whose commit then
/// throws runtime_failed.
class Transaction {
 public:
  enum class Mode { read, write };
  /// Throws database_failed inside a transaction that is spoilt.
  explicit Transaction(Connection& connection, Mode mode = Mode::write);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit(Durability durability = Durability::full);
  /// Ends it where nothing was written: the one around it can still be committed.
  void leave();

 private:
  Connection& connection_;
  bool outermost_;
  bool done_ = false;
};

/// A part of a transaction that may be taken back alone: unless `commit` was called, the database is again as
/// it was at the beginning of the part.  Parts may hold parts.
class Savepoint {
 public:
  /// `connection` is in a transaction that is not spoilt.
  explicit Savepoint(Connection& connection);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  /// Throws runtime_failed if a transaction inside ended without commit; the part is taken back then.
  void commit();

 private:
  Connection& connection_;
  bool done_ = false;
};

}  // namespace lamin::sql
