// FoldedRows finds the rows of a TextIndex that have a text in whatever letters: a hash table of texts in
// lower case, of which only the hashes are kept.  What it finds is compared with the text by its user.  It
// can grow while it is asked; used by one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lamin::records {

class FoldedRows {
 public:
  void add(std::string_view text, std::uint32_t row);
  /// Calls `see` with every row that was added with `text` in any letters, and maybe with others.
  void visit(std::string_view text, const std::function<void(std::uint32_t)>& see) const;

 private:
  struct Entry {
    std::uint32_t hash;
    std::uint32_t row;
    std::uint32_t next;  // entry + 1 of the same chain
  };

  std::uint32_t hash_of(std::string_view text) const;
  void make_room();

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> chains_;  // entry + 1
  mutable std::string buffer_;
};

}  // namespace lamin::records
