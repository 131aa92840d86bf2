// The first run of a statement that the server is to keep: it is prepared and run in one round trip where the
// library has pipelines (libpq 14), in two elsewhere.
#pragma once

#include <string>

#include "sql/postgres/libpq.hpp"

namespace lamin::sql {

struct FirstRun {
  PGresult* result;  // of what failed first, else of the run; null if the connection is lost
  bool is_prepared;  // the server knows the statement by its name from now on
};

FirstRun prepare_and_run(PGconn* connection, const std::string& name, const std::string& sql, int parameters,
                         const char* const* values);

}  // namespace lamin::sql
