// FirstImport makes way for many rows that come into an empty table: indexes that the rows would grow one by
// one are dropped, and made again from the same statements when the rows are there.  All of it is part of the
// transaction that inserts the rows: whoever reads meanwhile, or after a crash, sees the table as it was.
//
// Indexes that hold rows apart (unique ones) stay, so that a row is refused when it is inserted.
#pragma once

#include <string>
#include <vector>

#include "schema/registry.hpp"
#include "sql/connection.hpp"

namespace lamin::records {

class FirstImport {
 public:
  /// Drops indexes if `rows` are many, the table is empty, and the database does not load rows in its own
  /// way.
  FirstImport(sql::Connection& connection, const schema::Registry& registry, std::size_t rows);

  /// Makes the indexes again.  Without it the transaction must not be committed.
  void finish();

 private:
  sql::Connection& connection_;
  std::vector<std::string> statements_;
};

}  // namespace lamin::records
