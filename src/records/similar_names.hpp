// SimilarNames are the records that are named as, or much like, records that are about to be made: what
// people are asked about before they make one a second time.
//
// All names are looked for at once: the texts of the registry are searched once, and the records found are
// one statement, however many names there are.
#pragma once

#include <optional>
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

  /// The record with the name `name`, one of those it was made with.
  std::optional<Record> same(const std::string& name) const;
  /// Tells `log` which records have names like `name`; nothing if none has, or if one has the very name.
  void warn(const std::string& name, Log& log) const;

 private:
  struct Found {
    std::optional<std::int64_t> same;
    std::vector<std::int64_t> similar;  // best first
  };
  void look(TextIndex& texts, const schema::Field& naming, std::span<const std::string_view> names);
  void read(RecordStore& store, const schema::Registry& registry);

  std::unordered_map<std::string, Found> found_;  // by name
  std::unordered_map<std::int64_t, Record> records_;
};

}  // namespace lamin::records
