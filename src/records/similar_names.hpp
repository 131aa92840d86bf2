// SimilarNames are the records whose names are like those of records that are about to be made: what people
// are asked about before they make one a second time.
//
// All names are looked for at once: the texts of the registry are searched once, and the records found are
// one statement, however many names there are.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/log.hpp"
#include "records/store.hpp"

namespace lamin::records {

class SimilarNames {
 public:
  SimilarNames(RecordStore& store, const schema::Registry& registry, std::span<const std::string_view> names);

  /// Tells `log` which records have names like `name`, one of those it was made with; nothing if none has.
  void warn(const std::string& name, Log& log) const;

 private:
  std::unordered_map<std::string, std::vector<std::int64_t>> ids_;  // by name, best first
  std::unordered_map<std::int64_t, std::string> reprs_;
};

}  // namespace lamin::records
