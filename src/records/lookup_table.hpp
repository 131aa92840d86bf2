// A LookupTable has attribute-like keys for the values of a field, each with the ids that have it.  Several
// ids under one key arise from values that differ in other characters only.  Tens of thousands of keys lie in
// one piece of memory, so that a table is made in the time that it takes to read the values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lamin::records {

class LookupTable {
 public:
  /// Keys come in the order in which they were added first.
  void add(std::string_view text, std::int64_t id);
  std::size_t size() const { return ends_.size(); }
  std::string_view key(std::size_t index) const;
  std::vector<std::int64_t> ids(std::size_t index) const;
  /// The index of a key.
  std::optional<std::size_t> find(std::string_view key) const;

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  struct Row {
    std::int64_t id;
    std::uint32_t next;  // the next row of the same key
  };
  std::size_t slot_of(std::string_view key) const;
  void grow();

  std::string bytes_;              // of all keys
  std::vector<std::size_t> ends_;  // of each key in `bytes_`
  std::vector<Row> rows_;
  std::vector<std::uint32_t> first_, last_;  // row of each key
  std::vector<std::uint32_t> slots_;         // keys by their hashes, a power of two
};

}  // namespace lamin::records
