// The rows of a data frame stand for the records of a query: each once, though conditions on what is related
// may find it several times, and beside it all that is related, not only what the conditions have chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/store.hpp"

namespace lamin::records {

/// `store.columns(query)`, each record once: where it is found first.
Columns frame_columns(RecordStore& store, const query::Query& query);
/// The values at `paths` that lead to one value, and behind them the key; each record once.
Columns frame_values(RecordStore& store, const query::Query& query, std::vector<std::string> paths);
/// The key and the value at `path`, a row for each value of each record of the query.
Columns related_values(RecordStore& store, const query::Query& query, const std::string& path);

/// The `limit` rows of `query` that changed last (all if there is none), in this order; those of one time in
/// the order of their ids.  Reads a few rows, however many have the same time.  Registries that keep no times
/// of changes stay in the order of the database.
query::Query latest_changes(RecordStore& store, query::Query query, std::optional<std::int64_t> limit);

}  // namespace lamin::records
