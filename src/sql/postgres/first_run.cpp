#include "sql/postgres/first_run.hpp"

namespace lamin::sql {
namespace {

FirstRun in_two_trips(PGconn* connection, const std::string& name, const std::string& sql, int parameters,
                      const char* const* values) {
  PGresult* prepared = libpq().prepare(connection, name.c_str(), sql.c_str(), parameters, nullptr);
  if (libpq().resultStatus(prepared) != pq::command_ok) return {prepared, false};
  libpq().clear(prepared);
  return {libpq().execPrepared(connection, name.c_str(), parameters, values, nullptr, nullptr, 0), true};
}

/// The result of one command of the pipeline; a null result closes each.
PGresult* next_result(PGconn* connection) {
  PGresult* result = libpq().getResult(connection);
  if (result != nullptr) libpq().clear(libpq().getResult(connection));
  return result;
}

}  // namespace

FirstRun prepare_and_run(PGconn* connection, const std::string& name, const std::string& sql, int parameters,
                         const char* const* values) {
  const bool has_pipelines = pipelines().exitPipelineMode != nullptr;
  if (!has_pipelines || pipelines().enterPipelineMode(connection) == 0)
    return in_two_trips(connection, name, sql, parameters, values);
  const bool is_sent =
      pipelines().sendPrepare(connection, name.c_str(), sql.c_str(), parameters, nullptr) &&
      pipelines().sendQueryPrepared(connection, name.c_str(), parameters, values, nullptr, nullptr, 0) &&
      pipelines().pipelineSync(connection);
  PGresult* prepared = is_sent ? next_result(connection) : nullptr;
  PGresult* result = prepared != nullptr ? next_result(connection) : nullptr;
  libpq().clear(prepared != nullptr ? libpq().getResult(connection) : nullptr);  // the end of the pipeline
  pipelines().exitPipelineMode(connection);
  const bool is_prepared = prepared != nullptr && libpq().resultStatus(prepared) == pq::command_ok;
  libpq().clear(is_prepared ? prepared : result);
  return {is_prepared ? result : prepared, is_prepared};
}

}  // namespace lamin::sql
