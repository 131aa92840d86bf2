// Records that are saved together and refer to each other before they have ids.
#pragma once

#include <span>
#include <string>

#include "records/store.hpp"

namespace lamin::records {

/// `field` of `record` is to hold the id that `target`, a record of the same save, gets.
struct Awaited {
  Record* record = nullptr;
  std::string field;
  Record* target = nullptr;
};

/// As RecordStore::save_all, in the order in which the records depend on each other: a constant number of
/// statements for each step of the longest chain.  After a failure nothing is saved, and the records are as
/// they were.  Throws field_invalid if records wait for each other in a circle.
void save_many(RecordStore& store, std::span<Record* const> records, std::span<const Awaited> awaited,
               OnConflict conflict = OnConflict::fail);

}  // namespace lamin::records
