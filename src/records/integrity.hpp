// Whether a database holds together: links that lead nowhere, families of versions with two latest ones, and
// damage that the database itself finds.
//
// All of it only reads.  The number of statements grows with the number of registries, not with the rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "records/store.hpp"

namespace lamin::records {

/// A row whose relation points to a row that is not there.
struct DanglingLink {
  const schema::Registry* registry = nullptr;
  const schema::Field* field = nullptr;
  std::int64_t id = 0;      // of the row
  std::int64_t target = 0;  // the id that nobody has
};
/// At most `most` of them, registry by registry.
std::vector<DanglingLink> dangling_links(RecordStore& store, std::int64_t most = 1000);

/// Uids of records that are the latest version although a later version is the latest, too.
struct DoubledLatest {
  const schema::Registry* registry = nullptr;
  std::string uid;
};
std::vector<DoubledLatest> doubled_latest_versions(RecordStore& store, std::int64_t most = 1000);

/// What the database's own check says, a line a finding; empty = all is well, or the database has no check.
std::vector<std::string> damage(RecordStore& store);

}  // namespace lamin::records
