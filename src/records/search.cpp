#include "base/error.hpp"
#include "base/text.hpp"
#include "query/path.hpp"
#include "records/rules.hpp"
#include "records/text_index.hpp"

#include <algorithm>
#include <unordered_set>

namespace lamin::records {
namespace {

std::vector<std::size_t> positions_of(const TextIndex& texts, const schema::Registry& registry,
                                      const std::vector<std::string>& names, const schema::Catalog& catalog) {
  std::vector<std::size_t> positions;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(texts.fields(), query::parse_value(registry, name, catalog).field);
    if (found == texts.fields().end()) {
      throw Error{ErrorCode::invalid_type, "Please pass a Record string field, e.g., `CellType.name`!"}.with(
          "field", name);
    }
    positions.push_back(static_cast<std::size_t>(found - texts.fields().begin()));
  }
  return positions;
}

std::unordered_set<std::int64_t> keys_of(RecordStore& store, const query::Query& query) {
  std::unordered_set<std::int64_t> keys;
  for (const auto& row : store.values(query, {query.registry().key().name}))
    keys.insert(row.front().integer());
  return keys;
}

}  // namespace

std::vector<std::int64_t> search(RecordStore& store, const schema::Registry& registry, std::string_view text,
                                 const SearchOptions& options, const query::Query* within) {
  std::vector<TextIndex::Hit> hits;
  const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(options.limit, 0));
  store.with_texts(registry, [&](const TextIndex& texts) {
    const auto fields = positions_of(texts, registry, options.fields, store.catalog());
    hits = texts.search({.text = trim(text),
                         .fields = fields,
                         .letters = options.case_sensitive ? Case::respect : Case::ignore,
                         .limit = within == nullptr ? limit : 0});
  });
  if (within != nullptr) {
    const auto keys = keys_of(store, *within);
    std::erase_if(hits, [&](const TextIndex::Hit& hit) { return !keys.contains(hit.id); });
    if (limit > 0 && hits.size() > limit) hits.resize(limit);
  }
  std::vector<std::int64_t> ids;
  for (const TextIndex::Hit& hit : hits) ids.push_back(hit.id);
  return ids;
}

}  // namespace lamin::records
