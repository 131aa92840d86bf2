#include <array>

#include "records/rules.hpp"

namespace lamin::records {
namespace {

bool is_letter(char byte) {
  return byte >= 'a' && byte <= 'z';
}

// What each byte becomes in a key; '\0' belongs to none.
constexpr auto key_bytes = [] {
  std::array<char, 256> bytes{};
  for (int byte = '0'; byte <= '9'; ++byte) bytes[byte] = static_cast<char>(byte);
  for (int byte = 'a'; byte <= 'z'; ++byte) {
    bytes[byte] = static_cast<char>(byte);
    bytes[byte - 0x20] = static_cast<char>(byte);
  }
  bytes['_'] = '_';
  return bytes;
}();

void append_key(std::string& keys, std::string_view text, std::string_view prefix) {
  const std::size_t start = keys.size();
  bool in_gap = false;
  for (const char byte : text) {
    const char kept = key_bytes[static_cast<unsigned char>(byte)];
    if (kept != '\0' || !in_gap) keys += kept != '\0' ? kept : '_';
    in_gap = kept == '\0';
  }
  if (!is_letter(keys[start])) keys.insert(start, prefix);
}

}  // namespace

std::string lookup_key(std::string_view text, std::string_view prefix) {
  std::string key;
  append_key(key, text, prefix);
  return key;
}

std::string_view LookupTable::key(std::size_t index) const {
  const std::size_t start = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(bytes_).substr(start, ends_[index] - start);
}

std::vector<std::int64_t> LookupTable::ids(std::size_t index) const {
  std::vector<std::int64_t> ids;
  for (std::uint32_t row = first_[index]; row != none; row = rows_[row].next) ids.push_back(rows_[row].id);
  return ids;
}

// Where the key is, or would be.
std::size_t LookupTable::slot_of(std::string_view key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(key)&mask;
  while (slots_[slot] != none && this->key(slots_[slot]) != key) slot = (slot + 1) & mask;
  return slot;
}

std::optional<std::size_t> LookupTable::find(std::string_view key) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t found = slots_[slot_of(key)];
  return found == none ? std::nullopt : std::optional<std::size_t>(found);
}

void LookupTable::grow() {
  slots_.assign(slots_.empty() ? 64 : 4 * slots_.size(), none);
  for (std::size_t index = 0; index < ends_.size(); ++index) {
    slots_[slot_of(key(index))] = static_cast<std::uint32_t>(index);
  }
}

void LookupTable::add(std::string_view text, std::int64_t id) {
  if (2 * ends_.size() >= slots_.size()) grow();
  const std::size_t start = bytes_.size();
  append_key(bytes_, text, "ln_");
  const std::size_t slot = slot_of(std::string_view(bytes_).substr(start));
  const auto row = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back({id, none});
  if (slots_[slot] == none) {
    slots_[slot] = static_cast<std::uint32_t>(ends_.size());
    ends_.push_back(bytes_.size());
    first_.push_back(row);
    last_.push_back(row);
    return;
  }
  bytes_.resize(start);
  std::uint32_t& last = last_[slots_[slot]];
  rows_[last].next = row;
  last = row;
}

LookupTable lookup(RecordStore& store, const query::Query& query, std::string_view field) {
  const schema::Registry& registry = query.registry();
  const std::string name = field.empty() ? registry.naming_field().name : std::string(field);
  const Columns columns = store.columns(query, {registry.key().name, name});
  const Column& ids = columns.columns[0];
  const Column& texts = columns.columns[1];
  LookupTable table;
  if (texts.type != Column::Type::text) return table;
  for (std::size_t row = 0; row < columns.rows(); ++row) {
    if (const auto text = texts.text(row); !text.empty()) table.add(text, ids.integers[row]);
  }
  return table;
}

}  // namespace lamin::records
