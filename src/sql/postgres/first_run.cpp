#include "sql/postgres/first_run.hpp"

namespace lamin::sql {
namespace {

bool went_well(const PGresult* result) {
  const int status = libpq().resultStatus(result);
  return status == pq::command_ok || status == pq::tuples_ok;
}

FirstRun in_two_trips(PGconn* connection, const Command& command) {
  PGresult* prepared =
      libpq().prepare(connection, command.name.c_str(), command.sql.c_str(), command.parameters, nullptr);
  if (libpq().resultStatus(prepared) != pq::command_ok) return {prepared, false};
  libpq().clear(prepared);
  return {libpq().execPrepared(connection, command.name.c_str(), command.parameters, command.values, nullptr,
                               nullptr, 0),
          true};
}

bool send(PGconn* connection, std::span<const char* const> beginning, const Command& command) {
  for (const char* statement : beginning) {
    if (!pipelines().sendQueryParams(connection, statement, 0, nullptr, nullptr, nullptr, nullptr, 0))
      return false;
  }
  const char* sql = command.sql.c_str();
  const char* name = command.name.c_str();
  if (command.name.empty()) {
    if (!pipelines().sendQueryParams(connection, sql, command.parameters, nullptr, command.values, nullptr,
                                     nullptr, 0))
      return false;
  } else {
    if (!command.is_known && !pipelines().sendPrepare(connection, name, sql, command.parameters, nullptr))
      return false;
    if (!pipelines().sendQueryPrepared(connection, name, command.parameters, command.values, nullptr, nullptr,
                                       0))
      return false;
  }
  return pipelines().pipelineSync(connection) == 1;
}

/// The result of one command of the pipeline; a null result closes each.
PGresult* next_result(PGconn* connection) {
  PGresult* result = libpq().getResult(connection);
  if (result != nullptr) libpq().clear(libpq().getResult(connection));
  return result;
}

/// Results of `count` commands and the end of the pipeline; kept is that of the first that failed, or of the
/// last.
FirstRun receive(PGconn* connection, int count, int prepared_at) {
  FirstRun first{nullptr, false};
  bool has_failed = false;
  for (int place = 0; place < count; ++place) {
    PGresult* result = next_result(connection);
    if (result == nullptr) return first;
    if (has_failed) {
      libpq().clear(result);
      continue;
    }
    libpq().clear(first.result);
    first.result = result;
    has_failed = !went_well(result);
    if (place == prepared_at && !has_failed) first.is_prepared = true;
  }
  libpq().clear(libpq().getResult(connection));  // the end of the pipeline
  return first;
}

}  // namespace

FirstRun run_first(PGconn* connection, std::span<const char* const> beginning, const Command& command) {
  const bool has_pipelines = pipelines().exitPipelineMode != nullptr;
  if (!has_pipelines || pipelines().enterPipelineMode(connection) == 0) {
    if (beginning.empty()) return in_two_trips(connection, command);
    return {nullptr, false};
  }
  FirstRun first{nullptr, false};
  if (send(connection, beginning, command)) {
    const bool prepares = !command.name.empty() && !command.is_known;
    const int before = static_cast<int>(beginning.size());
    first = receive(connection, before + (prepares ? 2 : 1), prepares ? before : -1);
  }
  pipelines().exitPipelineMode(connection);
  return first;
}

}  // namespace lamin::sql
