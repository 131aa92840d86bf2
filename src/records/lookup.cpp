#include <unordered_map>

#include "records/rules.hpp"

namespace lamin::records {
namespace {

bool is_letter(char byte) {
  return byte >= 'a' && byte <= 'z';
}

bool belongs_to_key(char byte) {
  return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '_';
}

}  // namespace

std::string lookup_key(std::string_view text, std::string_view prefix) {
  std::string key;
  key.reserve(text.size() + prefix.size());
  bool in_gap = false;
  for (char byte : text) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte | 0x20);
    const bool belongs = belongs_to_key(byte);
    if (belongs) key += byte;
    if (!belongs && !in_gap) key += '_';
    in_gap = !belongs;
  }
  if (!is_letter(key.front())) key.insert(0, prefix);
  return key;
}

LookupTable lookup(RecordStore& store, const query::Query& query, std::string_view field) {
  const schema::Registry& registry = query.registry();
  const std::string name = field.empty() ? registry.naming_field().name : std::string(field);
  const Columns columns = store.columns(query, {registry.key().name, name});
  const Column& ids = columns.columns[0];
  const Column& texts = columns.columns[1];
  LookupTable table;
  std::unordered_map<std::string, std::size_t> places;
  places.reserve(columns.rows());
  for (std::size_t row = 0; row < columns.rows(); ++row) {
    if (texts.type != Column::Type::text || !texts.has_value(row) || texts.text(row).empty()) continue;
    const auto [place, is_new] = places.try_emplace(lookup_key(texts.text(row)), table.keys.size());
    if (is_new) {
      table.keys.push_back(place->first);
      table.values.emplace_back(texts.text(row));
      table.ids.emplace_back();
    }
    table.ids[place->second].push_back(ids.integers[row]);
  }
  return table;
}

}  // namespace lamin::records
