#include "curation/synonyms.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "records/text_index.hpp"

namespace lamin::curation {
namespace {

constexpr std::string_view field_name = "synonyms";

void expect_field(const schema::Registry& registry) {
  if (registry.find_field(field_name) != nullptr) return;
  throw Error{ErrorCode::unsupported, "No synonyms field found in table " + registry.name + "!"};
}

void expect_plain(const std::vector<std::string>& synonyms) {
  for (const std::string& synonym : synonyms) {
    if (synonym.find('|') != std::string::npos)
      throw Error{ErrorCode::validation_failed, "a synonym can't contain '|'!"};
  }
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
  return std::ranges::find(texts, text) != texts.end();
}

void set_synonyms(records::Record& record, const std::vector<std::string>& synonyms) {
  record.set(field_name, synonyms.empty() ? Value() : Value(join(synonyms, "|")));
}

}  // namespace

std::vector<std::string> synonyms_of(const records::Record& record) {
  std::vector<std::string> result;
  for (const std::string_view part : split(record.get(field_name).text(), "|"))
    if (!part.empty() && !has(result, part)) result.emplace_back(part);
  return result;
}

Holders holders_of(records::RecordStore& store, const records::Record& record,
                   const std::vector<std::string>& synonyms) {
  expect_field(record.registry());
  std::vector<Value> ids;
  store.with_texts(record.registry(), [&](records::TextIndex& texts) {
    std::size_t field = 0;
    while (texts.fields()[field]->name != field_name) ++field;
    for (const std::string& synonym : synonyms) {
      if (synonym.empty()) continue;
      texts.find_equal(field, records::TextIndex::Equal::part, synonym,
                       [&](std::int64_t id, std::string_view part) {
                         if (part == synonym && !(record.is_saved() && id == record.id()))
                           ids.emplace_back(id);
                       });
    }
  });
  Holders holders;
  if (ids.empty()) return holders;
  const std::string& key = record.registry().key().name;
  query::Query query(record.registry());
  query.where(key + "__in", query::Operand(std::move(ids))).order_by({key});
  if (record.registry().find_field("_branch_code") != nullptr) query.where("_branch_code", 1);
  holders.records = store.all(query);
  for (const std::string& synonym : synonyms) {
    const bool is_held = std::ranges::any_of(
        holders.records, [&](const records::Record& holder) { return has(synonyms_of(holder), synonym); });
    if (is_held) holders.synonyms.push_back(synonym);
  }
  return holders;
}

void add_synonyms(records::Record& record, const std::vector<std::string>& synonyms) {
  expect_field(record.registry());
  expect_plain(synonyms);
  std::vector<std::string> all = synonyms_of(record);
  const std::size_t before = all.size();
  for (const std::string& synonym : synonyms)
    if (!synonym.empty() && !has(all, synonym)) all.push_back(synonym);
  if (all.size() > before) set_synonyms(record, all);
}

void remove_synonyms(records::Record& record, const std::vector<std::string>& synonyms) {
  expect_field(record.registry());
  expect_plain(synonyms);
  std::vector<std::string> all = synonyms_of(record);
  if (std::erase_if(all, [&](const std::string& one) { return has(synonyms, one); }) > 0)
    set_synonyms(record, all);
}

void refuse_held(const records::Record& record) {
  throw Error{
      ErrorCode::validation_failed,
      "you are trying to assign a synonym to record: " + records::repr(record) +
          "\n    → consider removing the synonym from existing records or using a different synonym."};
}

}  // namespace lamin::curation
