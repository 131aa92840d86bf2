// What a RecordStore remembers between calls; see records/store.hpp.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "records/store.hpp"
#include "records/text_index.hpp"

namespace lamin::records {

struct RecordStore::Caches {
  std::unordered_map<const schema::Registry*, std::vector<Referrer>> referrers;
  /// As of `others`, the connection's count of changes that others made; own changes are followed.
  std::unordered_map<const schema::Registry*, std::unique_ptr<TextIndex>> texts;
  std::uint64_t others = 0;
};

}  // namespace lamin::records
