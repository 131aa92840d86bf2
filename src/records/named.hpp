// Saves a record that was made by its name, when others may have made the same one meanwhile.
#pragma once

#include "base/log.hpp"
#include "records/store.hpp"

namespace lamin::records {

/// Saves a new record that `construct` made because no record had its name.  If one of that name was saved in
/// between, by whomever, `record` becomes that one, takes along what `record` says beyond it, and `log` is
/// told: one name saved by many at once is one record.  Looks and writes in one transaction.
void save_named(RecordStore& store, Record& record, Log& log);

}  // namespace lamin::records
