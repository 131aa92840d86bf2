#include "records/similar_names.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "records/text_index.hpp"

namespace lamin::records {
namespace {

constexpr std::size_t most_similar_names = 3;

// What people named; the whole of a short name, else the first four fifths.
std::string_view similar_part(std::string_view name) {
  const std::size_t length = code_points(name);
  return trim(length > 5 ? first_code_points(name, length * 4 / 5) : name);
}

// The names that are looked for in one way.
struct Part {
  std::vector<std::string_view> names;
  std::vector<std::string_view> texts;
};

std::size_t position_of(const TextIndex& texts, const schema::Field& field) {
  return static_cast<std::size_t>(std::ranges::find(texts.fields(), &field) - texts.fields().begin());
}

}  // namespace

SimilarNames::SimilarNames(RecordStore& store, const schema::Registry& registry,
                           std::span<const std::string_view> names) {
  Part whole;
  Part begins;
  for (const std::string_view name : names) {
    if (!ids_.try_emplace(std::string(name)).second) continue;
    const std::string_view part = similar_part(name);
    Part& same = part.size() == name.size() ? whole : begins;
    same.names.push_back(name);
    same.texts.push_back(part);
  }
  std::vector<std::int64_t> all;
  store.with_texts(registry, [&](const TextIndex& texts) {
    const std::size_t fields[] = {position_of(texts, registry.naming_field())};
    for (const Part* part : {&whole, &begins}) {
      const auto found = texts.search_many(
          part->texts,
          {.text = {}, .fields = fields, .prefer_prefix = part == &begins, .limit = most_similar_names});
      for (std::size_t i = 0; i < found.size(); ++i)
        for (const TextIndex::Hit& hit : found[i]) {
          ids_[std::string(part->names[i])].push_back(hit.id);
          all.push_back(hit.id);
        }
    }
  });
  if (all.empty()) return;
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  query::Query similar(registry);
  for (const Record& record : store.all(similar.ranked(std::move(all))))
    reprs_.emplace(record.id(), repr(record));
}

void SimilarNames::warn(const std::string& name, Log& log) const {
  const auto found = ids_.find(name);
  if (found == ids_.end() || found->second.empty()) return;
  std::vector<std::string> reprs;
  for (const std::int64_t id : found->second)
    if (const auto one = reprs_.find(id); one != reprs_.end()) reprs.push_back(one->second);
  log.warning(std::string(found->second.size() == 1
                              ? "record with similar name exists! did you mean to load it?"
                              : "records with similar names exist! did you mean to load one of them?") +
              "\n<QuerySet [" + join(reprs, ", ") + "]>");
}

}  // namespace lamin::records
