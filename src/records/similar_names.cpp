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
  store.with_texts(registry, [&](TextIndex& texts) { look(texts, registry.naming_field(), names); });
  read(store, registry);
}

void SimilarNames::look(TextIndex& texts, const schema::Field& naming,
                        std::span<const std::string_view> names) {
  Part whole;
  Part begins;
  for (const std::string_view name : names) {
    const auto [place, is_new] = found_.try_emplace(std::string(name));
    if (!is_new) continue;
    place->second.same = texts.find_named(name);
    if (place->second.same) continue;
    const std::string_view part = similar_part(name);
    Part& same = part.size() == name.size() ? whole : begins;
    same.names.push_back(name);
    same.texts.push_back(part);
  }
  const std::size_t fields[] = {position_of(texts, naming)};
  for (const Part* part : {&whole, &begins}) {
    const auto hits = texts.search_many(
        part->texts,
        {.text = {}, .fields = fields, .prefer_prefix = part == &begins, .limit = most_similar_names});
    for (std::size_t i = 0; i < hits.size(); ++i)
      for (const TextIndex::Hit& hit : hits[i]) found_[std::string(part->names[i])].similar.push_back(hit.id);
  }
}

void SimilarNames::read(RecordStore& store, const schema::Registry& registry) {
  std::vector<std::int64_t> all;
  for (const auto& [name, found] : found_) {
    if (found.same) all.push_back(*found.same);
    all.insert(all.end(), found.similar.begin(), found.similar.end());
  }
  if (all.empty()) return;
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  query::Query wanted(registry);
  for (Record& record : store.all(wanted.ranked(std::move(all)))) {
    const std::int64_t id = record.id();
    records_.emplace(id, std::move(record));
  }
}

std::optional<Record> SimilarNames::same(const std::string& name) const {
  const auto found = found_.find(name);
  if (found == found_.end() || !found->second.same) return std::nullopt;
  const auto record = records_.find(*found->second.same);
  return record == records_.end() ? std::nullopt : std::optional(record->second);
}

void SimilarNames::warn(const std::string& name, Log& log) const {
  const auto found = found_.find(name);
  if (found == found_.end() || found->second.similar.empty()) return;
  std::vector<std::string> reprs;
  for (const std::int64_t id : found->second.similar)
    if (const auto one = records_.find(id); one != records_.end()) reprs.push_back(repr(one->second));
  log.warning(std::string(found->second.similar.size() == 1
                              ? "record with similar name exists! did you mean to load it?"
                              : "records with similar names exist! did you mean to load one of them?") +
              "\n<QuerySet [" + join(reprs, ", ") + "]>");
}

}  // namespace lamin::records
