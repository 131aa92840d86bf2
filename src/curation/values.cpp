#include "curation/values.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "records/text_index.hpp"

namespace lamin::curation {
namespace {

using query::Filter;
using query::Operand;

/// A record that a text of other letters may mean.
struct Candidate {
  std::int64_t id;
  bool is_name;
};
using Candidates = std::unordered_map<std::string, std::vector<Candidate>>;  // by folded text

std::string folded(std::string_view text, bool case_sensitive) {
  return case_sensitive ? std::string(text) : unicode_lower(text);
}

std::optional<std::size_t> position_of(const records::TextIndex& texts, std::string_view field) {
  for (std::size_t i = 0; i < texts.fields().size(); ++i)
    if (texts.fields()[i]->name == field) return i;
  return std::nullopt;
}

void find_candidates(records::RecordStore& store, const Scope& scope, const Meaning& meaning,
                     Candidates& wanted) {
  using Equal = records::TextIndex::Equal;
  store.with_texts(scope.registry(), [&](records::TextIndex& texts) {
    const auto names = position_of(texts, scope.field);
    const auto synonyms = position_of(texts, meaning.synonyms_field);
    for (auto& [text, candidates] : wanted) {
      const auto note = [&](std::int64_t id, std::string_view found, bool is_name) {
        if (!meaning.case_sensitive || found == text) candidates.push_back({id, is_name});
      };
      if (synonyms) {
        texts.find_equal(*synonyms, Equal::part, text,
                         [&](std::int64_t id, std::string_view found) { note(id, found, false); });
      }
      if (!names || meaning.case_sensitive) continue;
      texts.find_equal(*names, Equal::whole, text,
                       [&](std::int64_t id, std::string_view found) { note(id, found, true); });
    }
  });
}

std::vector<Value> ids_of(const Candidates& wanted) {
  std::vector<Value> ids;
  for (const auto& [text, candidates] : wanted)
    for (const Candidate& candidate : candidates) ids.emplace_back(candidate.id);
  return ids;
}

/// Of the records that the scope shows: what they give for a value.
std::unordered_map<std::int64_t, Value> meanings_of(records::RecordStore& store, const Scope& scope,
                                                    const Candidates& wanted, const std::string& field) {
  std::unordered_map<std::int64_t, Value> meanings;
  std::vector<Value> ids = ids_of(wanted);
  if (ids.empty()) return meanings;
  query::Query query = scope.records;
  query.where(scope.registry().key().name + "__in", Operand(std::move(ids)));
  for (auto& row : store.values(query, {scope.registry().key().name, field}))
    meanings.emplace(row[0].integer(), std::move(row[1]));
  return meanings;
}

Mapped mapped_of(const std::string& value, std::vector<Candidate> candidates,
                 const std::unordered_map<std::int64_t, Value>& meanings, Keep keep) {
  Mapped mapped{.value = value, .meanings = {}};
  // A name in other letters is nearer than a synonym; then the order of the ids.
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.is_name != b.is_name ? a.is_name : a.id < b.id;
  });
  const bool has_name = std::ranges::any_of(
      candidates, [&](const Candidate& one) { return one.is_name && meanings.contains(one.id); });
  for (const Candidate& candidate : candidates) {
    const auto meaning = meanings.find(candidate.id);
    if (meaning == meanings.end() || (has_name && !candidate.is_name)) continue;
    mapped.is_name = candidate.is_name;
    if (std::ranges::find(mapped.meanings, meaning->second) == mapped.meanings.end())
      mapped.meanings.push_back(meaning->second);
  }
  if (keep == Keep::first && mapped.meanings.size() > 1) mapped.meanings.resize(1);
  if (keep == Keep::last && mapped.meanings.size() > 1)
    mapped.meanings.erase(mapped.meanings.begin(), mapped.meanings.end() - 1);
  return mapped;
}

/// Lists of similar length ask by one statement, which is prepared once: the last value stands there again.
std::vector<Value> padded(std::vector<Value> values) {
  constexpr std::size_t fewest = 8, most = 4096;
  if (values.size() < fewest || values.size() > most) return values;
  const Value last = values.back();
  values.resize(std::bit_ceil(values.size()), last);
  return values;
}

/// What the records have whose value in the scope is one of `texts`; of the first record first.
std::vector<std::vector<Value>> exact_rows(records::RecordStore& store, const Scope& scope,
                                           const std::vector<std::string>& texts,
                                           const std::vector<std::string>& paths) {
  if (texts.empty()) return {};
  query::Query query = scope.records;
  query.where(scope.field + "__in", Operand(padded(values_for(scope.registry().field(scope.field), texts))));
  if (paths.size() > 1) query.order_by({scope.registry().key().name});
  return store.values(query, paths);
}

/// The value of `field` for each text that is the scope's value of a record; of several the first.
std::unordered_map<std::string, Value> exact(records::RecordStore& store, const Scope& scope,
                                             const std::vector<std::string>& texts,
                                             const std::string& field) {
  std::unordered_map<std::string, Value> found;
  std::vector<std::string> paths{scope.field};
  if (field != scope.field) paths.push_back(field);
  for (auto& row : exact_rows(store, scope, texts, paths)) {
    std::string text = python_str(row.front());
    found.try_emplace(std::move(text), std::move(row.back()));
  }
  return found;
}

/// For each distinct value whether it is that of a record.
std::vector<char> are_exact(records::RecordStore& store, const Scope& scope, const Values& values) {
  const std::vector<std::string>& texts = values.distinct();
  std::vector<char> result(texts.size(), 0);
  for (const auto& row : exact_rows(store, scope, texts, {scope.field}))
    if (const auto place = values.position(python_str(row.front()))) result[*place] = 1;
  return result;
}

bool has_other_meanings(const Scope& scope, const Meaning& meaning) {
  const schema::Field& field = scope.registry().field(scope.field);
  return scope.registry().find_field(meaning.synonyms_field) != nullptr && field.is_text() &&
         !field.name.ends_with("id");
}

std::vector<Mapped> in_order(const Values& values, std::unordered_map<std::string, Mapped> found) {
  std::vector<Mapped> result;
  for (const std::string& value : values.distinct())
    if (const auto one = found.find(value); one != found.end()) result.push_back(std::move(one->second));
  return result;
}

void add_other_meanings(records::RecordStore& store, const Scope& scope, const std::vector<std::string>& left,
                        const Meaning& meaning, std::unordered_map<std::string, Mapped>& found) {
  if (left.empty() || !has_other_meanings(scope, meaning)) return;
  Candidates wanted;
  for (const std::string& value : left) wanted[folded(value, meaning.case_sensitive)];
  find_candidates(store, scope, meaning, wanted);
  const std::string& field = meaning.return_field.empty() ? scope.field : meaning.return_field;
  const auto meanings = meanings_of(store, scope, wanted, field);
  for (const std::string& value : left) {
    Mapped mapped =
        mapped_of(value, wanted.at(folded(value, meaning.case_sensitive)), meanings, meaning.keep);
    if (!mapped.meanings.empty()) found.emplace(value, std::move(mapped));
  }
}

}  // namespace

void Values::add(std::string_view value) {
  ++given_;
  if (value.empty()) return;
  if (2 * (distinct_.size() + 1) > slots_.size()) grow();
  std::uint32_t& slot = slots_[slot_of(value)];
  if (slot != 0) return;
  distinct_.emplace_back(value);
  slot = static_cast<std::uint32_t>(distinct_.size());
}

std::optional<std::size_t> Values::position(std::string_view value) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t found = slots_[slot_of(value)];
  return found == 0 ? std::nullopt : std::optional<std::size_t>(found - 1);
}

std::size_t Values::slot_of(std::string_view value) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(value)&mask;
  while (slots_[slot] != 0 && distinct_[slots_[slot] - 1] != value) slot = (slot + 1) & mask;
  return slot;
}

void Values::grow() {
  slots_.assign(std::max<std::size_t>(16, 4 * slots_.size()), 0);
  for (std::size_t i = 0; i < distinct_.size(); ++i)
    slots_[slot_of(distinct_[i])] = static_cast<std::uint32_t>(i + 1);
}

Scope scope_of(query::Query records, std::string_view field) {
  const schema::Registry& registry = records.registry();
  std::string name = field.empty() ? registry.naming_field().name : registry.field(field).name;
  return {std::move(records), std::move(name)};
}

std::vector<Value> values_for(const schema::Field& field, const std::vector<std::string>& texts) {
  std::vector<Value> values;
  values.reserve(texts.size());
  for (const std::string& text : texts) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    if (field.is_text()) {
      values.emplace_back(text);
    } else if (const auto read = std::from_chars(text.data(), end, number); read.ptr == end) {
      values.emplace_back(number);
    }
  }
  return values;
}

double Validation::percent_validated() const {
  if (unique() == 0) return 0;
  return std::round(1000.0 * static_cast<double>(validated.size()) / static_cast<double>(unique())) / 10.0;
}

Validation validate(records::RecordStore& store, const Scope& scope, const Values& values) {
  const std::vector<char> is_valid = are_exact(store, scope, values);
  Validation result;
  for (std::size_t i = 0; i < is_valid.size(); ++i)
    (is_valid[i] != 0 ? result.validated : result.non_validated).push_back(values.distinct()[i]);
  return result;
}

std::vector<Mapped> standardize(records::RecordStore& store, const Scope& scope, const Values& values,
                                const Meaning& meaning) {
  if (meaning.synonyms_field == scope.field)
    throw Error{ErrorCode::missing_key, "synonyms_field must be different from field!"};
  const std::string field =
      meaning.return_field.empty() ? scope.field : scope.registry().field(meaning.return_field).name;
  if (!has_other_meanings(scope, meaning)) return {};
  const auto names = exact(store, scope, values.distinct(), field);
  std::unordered_map<std::string, Mapped> found;
  std::vector<std::string> left;
  for (const std::string& value : values.distinct()) {
    const auto name = names.find(value);
    if (name == names.end()) {
      left.push_back(value);
    } else if (field != scope.field) {
      found.emplace(value, Mapped{.value = value, .meanings = {name->second}, .is_exact = true});
    }
  }
  add_other_meanings(store, scope, left, meaning, found);
  return in_order(values, std::move(found));
}

std::vector<Mapped> meanings_in_other_letters(records::RecordStore& store, const Scope& scope,
                                              const Values& values) {
  std::unordered_map<std::string, Mapped> found;
  add_other_meanings(store, scope, values.distinct(), {}, found);
  return in_order(values, std::move(found));
}

std::vector<std::string> Inspection::unknown() const {
  std::unordered_set<std::string_view> known;
  for (const Mapped& one : mapped) known.insert(one.value);
  std::vector<std::string> result;
  for (const std::string& value : validation.non_validated)
    if (!known.contains(value)) result.push_back(value);
  return result;
}

Inspection inspect(records::RecordStore& store, const Scope& scope, const Values& values) {
  Inspection result;
  result.validation = validate(store, scope, values);
  result.ignored = values.distinct().empty() ? 0 : values.ignored();
  std::unordered_map<std::string, Mapped> found;
  add_other_meanings(store, scope, result.validation.non_validated, {}, found);
  result.mapped = in_order(values, std::move(found));
  return result;
}

}  // namespace lamin::curation
