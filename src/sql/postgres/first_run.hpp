// The first run of a statement: the first one of a transaction, whose beginning goes along with it, or one
// that the server is to keep, which is prepared and run.  One round trip where the library has pipelines
// (libpq 14).
#pragma once

#include <span>
#include <string>

#include "sql/postgres/libpq.hpp"

namespace lamin::sql {

struct Command {
  const std::string& sql;
  const std::string& name;  // under which the server keeps it; "" if it does not
  bool is_known;            // the server keeps it already
  int parameters;
  const char* const* values;
};

struct FirstRun {
  PGresult* result;  // of what failed first, else of the run; null if the connection is lost
  bool is_prepared;  // the server knows the statement by its name from now on
};

/// `beginning`: statements without parameters that come before; none if the library has no pipelines.
FirstRun run_first(PGconn* connection, std::span<const char* const> beginning, const Command& command);

}  // namespace lamin::sql
