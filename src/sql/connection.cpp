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

Transaction::Transaction(Connection& connection, Mode mode)
    : connection_(connection), outermost_(!connection.in_transaction()) {
  if (!outermost_) return;
  connection_.inner_abandoned_ = false;
  if (mode == Mode::write) {
    connection_.begin_write();
  } else {
    connection_.begin_read();
  }
}

Transaction::~Transaction() {
  if (done_) return;
  if (outermost_) {
    connection_.rollback();
  } else {
    connection_.inner_abandoned_ = true;
  }
}

void Transaction::commit(Durability durability) {
  if (outermost_) {
    if (connection_.inner_abandoned_) {
      throw Error{ErrorCode::runtime_failed, "A part of this transaction failed, so it cannot be committed"};
    }
    connection_.commit(durability);
  }
  done_ = true;
}

// The last one of a name is meant, so that parts inside parts need no names of their own.
Savepoint::Savepoint(Connection& connection)
    : connection_(connection), abandoned_before_(connection.inner_abandoned_) {
  connection_.execute("SAVEPOINT part");
  connection_.inner_abandoned_ = false;
}

Savepoint::~Savepoint() {
  if (done_) return;
  try {
    connection_.execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part");
    connection_.inner_abandoned_ = abandoned_before_;
  } catch (const Error&) {
    // Nothing but the whole transaction can be taken back now.
    connection_.inner_abandoned_ = true;
  }
}

void Savepoint::commit() {
  if (connection_.inner_abandoned_)
    throw Error{ErrorCode::runtime_failed, "A part of this transaction failed, so it cannot be committed"};
  connection_.execute("RELEASE SAVEPOINT part");
  connection_.inner_abandoned_ = abandoned_before_;
  done_ = true;
}

}  // namespace lamin::sql
