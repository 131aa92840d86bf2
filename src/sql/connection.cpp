#include "sql/connection.hpp"

#include "base/error.hpp"

namespace lamin::sql {

Statement::~Statement() = default;
Connection::~Connection() = default;
Loader::~Loader() = default;

namespace {

Error no_loader() {
  return Error{ErrorCode::unsupported, "This database has no way to load rows other than INSERT"};
}

}  // namespace

std::vector<std::int64_t> Connection::reserve_keys(std::string_view, std::string_view, std::size_t) {
  throw no_loader();
}

std::unique_ptr<Loader> Connection::load(std::string_view, std::span<const std::string_view>) {
  throw no_loader();
}

void Connection::settle_keys(std::string_view, std::string_view) {}

bool Statement::read_integer(int column, std::int64_t& integer) const {
  if (is_null(column)) return false;
  integer = this->integer(column);
  return true;
}

bool Statement::read_real(int column, double& real) const {
  if (is_null(column)) return false;
  real = this->real(column);
  return true;
}

bool Statement::read_text(int column, std::string_view& text) const {
  if (is_null(column)) return false;
  text = this->text(column);
  return true;
}

void Connection::expect_sound() const {
  if (!is_spoilt_) return;
  throw Error{ErrorCode::database_failed,
              "An error occurred in the current transaction. You can't execute queries until the end of the "
              "'atomic' block."}
      .with("sqlstate", "25000");
}

Transaction::Transaction(Connection& connection, Mode mode)
    : connection_(connection), outermost_(!connection.in_transaction()) {
  if (!outermost_) {
    connection_.expect_sound();
    return;
  }
  connection_.set_spoilt(false);
  if (mode == Mode::write) {
    connection_.begin_write();
  } else {
    connection_.begin_read();
  }
}

Transaction::~Transaction() {
  if (done_) return;
  if (outermost_) connection_.rollback();
  connection_.set_spoilt(!outermost_);
}

void Transaction::commit(Durability durability) {
  if (outermost_) {
    if (connection_.is_spoilt()) {
      throw Error{ErrorCode::runtime_failed, "A part of this transaction failed, so it cannot be committed"};
    }
    connection_.commit(durability);
  }
  done_ = true;
}

void Transaction::leave() {
  if (outermost_) connection_.rollback();
  done_ = true;
}

// The last one of a name is meant, so that parts inside parts need no names of their own.
Savepoint::Savepoint(Connection& connection) : connection_(connection) {
  connection_.expect_sound();
  connection_.execute("SAVEPOINT part");
}

Savepoint::~Savepoint() {
  if (done_) return;
  try {
    connection_.execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part");
    connection_.set_spoilt(false);
  } catch (const Error&) {
    // Nothing but the whole transaction can be taken back now.
    connection_.set_spoilt(true);
  }
}

void Savepoint::commit() {
  if (connection_.is_spoilt())
    throw Error{ErrorCode::runtime_failed, "A part of this transaction failed, so it cannot be committed"};
  connection_.execute("RELEASE SAVEPOINT part");
  done_ = true;
}

}  // namespace lamin::sql
