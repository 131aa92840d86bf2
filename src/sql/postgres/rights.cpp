#include "sql/postgres/postgres.hpp"

namespace lamin::sql {

bool postgres_takes_writes(Connection& connection, std::string_view table) {
  Cursor answer(connection.cached(
      "SELECT CASE WHEN has_table_privilege(CAST(?1 AS text), 'INSERT') AND NOT pg_is_in_recovery() "
      "AND current_setting('default_transaction_read_only') = 'off' THEN 1 ELSE 0 END"));
  answer->bind_text(1, table);
  return answer->step() && answer->integer(0) == 1;
}

}  // namespace lamin::sql
