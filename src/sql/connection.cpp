#include "sql/connection.hpp"

#include "base/error.hpp"

namespace lamin::sql {

Statement::~Statement() = default;
Connection::~Connection() = default;

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

}  // namespace lamin::sql
