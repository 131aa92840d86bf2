// Spread of numbers: SQLite counts, sums and averages only.
#include <sqlite3.h>

#include <cmath>
#include <cstdint>
#include <new>

#include "sql/sqlite/sqlite_connection.hpp"

namespace lamin::sql {
namespace {

// One pass, and exact also where the mean is large beside the spread (Welford).
struct Spread {
  std::int64_t count = 0;
  double mean = 0;
  double squares = 0;

  void add(double value) {
    ++count;
    const double before = value - mean;
    mean += before / static_cast<double>(count);
    squares += before * (value - mean);
  }
};

void step(sqlite3_context* context, int, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return;
  // Zeroed at the first row, which is a Spread of nothing.
  auto* spread = static_cast<Spread*>(sqlite3_aggregate_context(context, sizeof(Spread)));
  if (spread == nullptr) return sqlite3_result_error_nomem(context);
  spread->add(sqlite3_value_double(arguments[0]));
}

enum class Rows : std::int64_t { all = 0, sample = 1 };

template <Rows rows, bool is_root>
void finish(sqlite3_context* context) {
  const auto* spread = static_cast<const Spread*>(sqlite3_aggregate_context(context, 0));
  const std::int64_t count = spread == nullptr ? 0 : spread->count - static_cast<std::int64_t>(rows);
  if (count < 1) return sqlite3_result_null(context);
  const double variance = spread->squares / static_cast<double>(count);
  sqlite3_result_double(context, is_root ? std::sqrt(variance) : variance);
}

void add(sqlite3* database, const char* name, void (*finish)(sqlite3_context*)) {
  sqlite3_create_function_v2(database, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                             nullptr, nullptr, step, finish, nullptr);
}

}  // namespace

void add_aggregates(sqlite3* database) {
  add(database, "STDDEV_POP", finish<Rows::all, true>);
  add(database, "STDDEV_SAMP", finish<Rows::sample, true>);
  add(database, "VAR_POP", finish<Rows::all, false>);
  add(database, "VAR_SAMP", finish<Rows::sample, false>);
}

}  // namespace lamin::sql
