#include "records/save_many.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"

namespace lamin::records {
namespace {

/// Gives records back as they were, unless told that all went well.
class Snapshot {
 public:
  explicit Snapshot(std::span<Record* const> records) : records_(records) {
    for (const Record* record : records) before_.push_back(*record);
  }
  ~Snapshot() {
    if (is_good_) return;
    for (std::size_t i = 0; i < before_.size(); ++i) *records_[i] = before_[i];
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  void forget() { is_good_ = true; }

 private:
  std::span<Record* const> records_;
  std::vector<Record> before_;
  bool is_good_ = false;
};

using Waiting = std::unordered_map<const Record*, std::size_t>;

// The records that wait for nothing, in their order; the others stay in `left`.
std::vector<Record*> next_wave(std::vector<Record*>& left, const Waiting& waiting) {
  std::vector<Record*> wave;
  std::vector<Record*> rest;
  for (Record* record : left) {
    const auto found = waiting.find(record);
    (found == waiting.end() || found->second == 0 ? wave : rest).push_back(record);
  }
  left = std::move(rest);
  return wave;
}

}  // namespace

void save_many(RecordStore& store, std::span<Record* const> records, std::span<const Awaited> awaited,
               OnConflict conflict) {
  if (awaited.empty()) return store.save_all(records, conflict);
  Waiting waiting;
  for (const Awaited& one : awaited) ++waiting[one.record];
  Snapshot snapshot(records);
  auto work = store.begin();
  std::vector<Record*> left(records.begin(), records.end());
  while (!left.empty()) {
    const std::vector<Record*> wave = next_wave(left, waiting);
    if (wave.empty()) {
      throw Error{ErrorCode::field_invalid, "These records wait for each other and cannot be saved together"}
          .with("record", repr(*left.front()))
          .hint("Save one of them first, without what it refers to.");
    }
    store.save_all(wave, conflict);
    const std::unordered_set<const Record*> saved(wave.begin(), wave.end());
    for (const Awaited& one : awaited) {
      if (!saved.contains(one.target)) continue;
      if (!one.target->is_saved()) {
        throw Error{
            ErrorCode::invalid_value,
            "save() prohibited to prevent data loss due to unsaved related object '" + one.field + "'."};
      }
      one.record->set(one.field, one.target->id());
      --waiting[one.record];
    }
  }
  work.commit();
  snapshot.forget();
}

}  // namespace lamin::records
