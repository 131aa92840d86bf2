// Finds many short texts in a long one, reading it at most three times however many they are (after Wu and
// Manber): a window as long as the shortest needle moves over the text, and the last bytes in it tell how far
// it may move without passing over a needle.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/text_scan.hpp"

namespace lamin::records {

class ManyNeedles {
 public:
  /// They are kept as views; an empty one is found nowhere.
  ManyNeedles(std::span<const std::string_view> needles, Case letters);

  /// Calls `see` with the position of a needle and a place where it begins in `text`; a needle's places come
  /// in order.
  void find(std::string_view text, const std::function<void(std::size_t, std::size_t)>& see) const;

 private:
  struct Group {  // needles of about one length
    std::size_t window = 0;
    std::vector<std::size_t> needles;
    std::vector<std::uint8_t> moves;  // by the last bytes of the window
    std::unordered_map<std::uint64_t, std::vector<std::size_t>>
        begins;  // needles by their first `window` bytes
  };

  void prepare(Group& group) const;
  void find(const Group& group, std::string_view text,
            const std::function<void(std::size_t, std::size_t)>& see) const;
  std::uint64_t hash_of(std::string_view text) const;
  std::size_t block_at(const char* last) const;

  std::span<const std::string_view> needles_;
  Case letters_;
  std::vector<std::size_t> short_;  // looked for one by one
  std::vector<Group> groups_;
};

}  // namespace lamin::records
