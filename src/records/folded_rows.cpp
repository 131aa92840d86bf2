#include "records/folded_rows.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace lamin::records {

std::uint32_t FoldedRows::hash_of(std::string_view text) const {
  const bool is_ascii =
      std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
  if (is_ascii) {
    buffer_.assign(text);
    for (char& byte : buffer_)
      if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte | 0x20);
  } else {
    buffer_ = unicode_lower(text);
  }
  const std::uint64_t hash = std::hash<std::string_view>{}(buffer_);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

void FoldedRows::make_room() {
  chains_.assign(std::max<std::size_t>(64, 2 * chains_.size()), 0);
  const std::size_t mask = chains_.size() - 1;
  for (std::size_t index = 0; index < entries_.size(); ++index) {
    std::uint32_t& chain = chains_[entries_[index].hash & mask];
    entries_[index].next = chain;
    chain = static_cast<std::uint32_t>(index + 1);
  }
}

void FoldedRows::add(std::string_view text, std::uint32_t row) {
  if (entries_.size() >= chains_.size()) make_room();
  const std::uint32_t hash = hash_of(text);
  std::uint32_t& chain = chains_[hash & (chains_.size() - 1)];
  entries_.push_back({hash, row, chain});
  chain = static_cast<std::uint32_t>(entries_.size());
}

void FoldedRows::visit(std::string_view text, const std::function<void(std::uint32_t)>& see) const {
  if (entries_.empty()) return;
  const std::uint32_t hash = hash_of(text);
  for (std::uint32_t at = chains_[hash & (chains_.size() - 1)]; at != 0; at = entries_[at - 1].next)
    if (entries_[at - 1].hash == hash) see(entries_[at - 1].row);
}

}  // namespace lamin::records
