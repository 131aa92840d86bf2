#include "records/text_index.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>

#include "base/text.hpp"
#include "records/many_needles.hpp"

namespace lamin::records {
namespace {

// The points of the ranking.  Each of the reference's conditions holds for a field or not, however often.
enum Condition : unsigned {
  equal = 1,           // is the text
  element = 2,         // is one of the parts between '|'
  word = 4,            // stands between blanks or punctuation
  begins_element = 8,  // an element begins with it, and goes on without a blank
  begins_word = 16,
  ends_word = 32,
  contained = 64,
  prefix = 128,
};

constexpr int points_of(unsigned conditions) {
  int points = 0;
  if (conditions & equal) points += 200;
  if (conditions & element) points += 200;
  if (conditions & word) points += 10;
  if (conditions & begins_element) points += 8;
  if (conditions & begins_word) points += 2;
  if (conditions & ends_word) points += 2;
  if (conditions & contained) points += 1;
  if (conditions & prefix) points += 2;
  return points;
}

bool is_separator(char byte) {
  return byte == ' ' || byte == '|' || byte == '.' || byte == ',' || byte == ';' || byte == ':';
}

// Whether an element that begins before `rest` reaches a '|' or the end before a blank.
bool runs_to_element_end(std::string_view rest) {
  const std::size_t stop = rest.find_first_of(" |");
  return stop == std::string_view::npos || rest[stop] == '|';
}

unsigned conditions_at(std::string_view text, std::size_t place, std::size_t length, bool prefer_prefix) {
  const std::string_view rest = text.substr(place + length);
  const bool at_begin = place == 0;
  const bool at_end = rest.empty() || rest == "\n";
  const bool after_bar = at_begin || text[place - 1] == '|';
  unsigned found = contained;
  if (at_begin && rest.empty()) found |= equal;
  if (after_bar && (at_end || rest.front() == '|')) found |= element;
  if (after_bar && runs_to_element_end(rest)) found |= begins_element;
  if (after_bar || text[place - 1] == ' ') found |= begins_word;
  if (at_end || is_separator(rest.front())) {
    found |= ends_word;
    if (at_begin || is_separator(text[place - 1])) found |= word;
  }
  if (prefer_prefix && at_begin) found |= prefix;
  return found;
}

// The row that holds `place`, which is not before `row`.
std::size_t row_at(const std::vector<std::size_t>& begins, std::size_t row, std::size_t place) {
  for (int step = 0; step < 8; ++step, ++row) {
    if (row + 1 == begins.size() || begins[row + 1] > place) return row;
  }
  const auto after = std::upper_bound(begins.begin() + static_cast<std::ptrdiff_t>(row), begins.end(), place);
  return static_cast<std::size_t>(after - begins.begin()) - 1;
}

bool is_better(const TextIndex::Hit& a, const TextIndex::Hit& b) {
  return a.rank != b.rank ? a.rank > b.rank : a.id < b.id;
}

std::size_t hash_of(std::string_view text) {
  return std::hash<std::string_view>{}(text);
}

// So many passes, each in vector lanes, take as long as one for all of them.
constexpr std::size_t few_needles = 8;

}  // namespace

TextIndex::TextIndex(const schema::Registry& registry) : registry_(&registry) {
  const schema::Field& naming = registry.naming_field();
  for (const schema::Field& field : registry.fields) {
    if (!field.is_text()) continue;
    if (&field == &naming) name_field_ = fields_.size();
    fields_.push_back(&field);
  }
  texts_.resize(fields_.size());
}

std::string_view TextIndex::text(std::size_t field, std::size_t row) const {
  const Texts& texts = texts_[field];
  const std::size_t end = row + 1 < texts.begins.size() ? texts.begins[row + 1] : texts.bytes.size();
  return std::string_view(texts.bytes).substr(texts.begins[row], end - 1 - texts.begins[row]);
}

void TextIndex::append(std::int64_t id, std::int64_t branch_code, std::span<const std::string_view> texts) {
  const std::size_t row = ids_.size();
  const bool ascends = ascending_ == row && (row == 0 || ids_.back() < id);
  if (ascends) ++ascending_;
  if (!ascends) moved_[id] = row;
  ids_.push_back(id);
  branch_codes_.push_back(static_cast<std::int8_t>(branch_code));
  gone_.push_back(0);
  for (std::size_t field = 0; field < fields_.size(); ++field) {
    texts_[field].begins.push_back(texts_[field].bytes.size());
    texts_[field].bytes += texts[field];
    texts_[field].bytes += '\0';
    if (texts_[field].wholes) texts_[field].wholes->add(texts[field], static_cast<std::uint32_t>(row));
    if (texts_[field].parts) add_parts(*texts_[field].parts, texts[field], row);
  }
  if (!names_are_stale_) add_name(row);
}

std::optional<std::size_t> TextIndex::row_of(std::int64_t id) const {
  if (const auto found = moved_.find(id); found != moved_.end()) return found->second;
  const auto end = ids_.begin() + static_cast<std::ptrdiff_t>(ascending_);
  const auto found = std::lower_bound(ids_.begin(), end, id);
  if (found == end || *found != id) return std::nullopt;
  return static_cast<std::size_t>(found - ids_.begin());
}

void TextIndex::change(std::int64_t id, std::int64_t branch_code, std::span<const std::string_view> texts) {
  const auto old = row_of(id);
  const bool same_name = old && name_field_ && !names_are_stale_ && branch_codes_[*old] == branch_code &&
                         text(*name_field_, *old) == texts[*name_field_];
  remove(id);
  append(id, branch_code, texts);
  if (!same_name || names_.empty()) return;
  std::uint32_t& slot = names_[slot_of(texts[*name_field_])];
  if (slot == *old + 1) slot = static_cast<std::uint32_t>(ids_.size());
  names_are_stale_ = false;
}

void TextIndex::remove(std::int64_t id) {
  const auto row = row_of(id);
  if (!row || gone_[*row] != 0) return;
  gone_[*row] = 1;
  ++gone_count_;
  names_are_stale_ = true;
}

std::vector<TextIndex::Points> TextIndex::rank_places(std::span<const std::size_t> places, std::size_t length,
                                                      const Search& search, std::size_t field) const {
  const Texts& texts = texts_[field];
  std::vector<Points> ranked;
  std::size_t row = 0;
  for (std::size_t next = 0; next < places.size();) {
    row = row_at(texts.begins, row, places[next]);
    const std::string_view whole = text(field, row);
    const std::size_t end = texts.begins[row] + whole.size();
    unsigned conditions = 0;
    for (; next < places.size() && places[next] < end; ++next)
      conditions |= conditions_at(whole, places[next] - texts.begins[row], length, search.prefer_prefix);
    ranked.push_back({row, points_of(conditions)});
  }
  return ranked;
}

std::vector<TextIndex::Points> TextIndex::rank_field(const Search& search, std::size_t field) const {
  std::vector<std::size_t> places;
  find_places(texts_[field].bytes, search.text, search.letters, places);
  return rank_places(places, search.text.size(), search, field);
}

// The empty text is contained everywhere.
std::vector<TextIndex::Points> TextIndex::rank_empty(const Search& search, std::size_t field) const {
  std::vector<Points> ranked;
  for (std::size_t row = 0; row < ids_.size(); ++row) {
    const std::string_view whole = text(field, row);
    unsigned conditions = 0;
    for (std::size_t place = 0; place <= whole.size(); ++place) {
      conditions |= conditions_at(whole, place, 0, search.prefer_prefix);
    }
    ranked.push_back({row, points_of(conditions)});
  }
  return ranked;
}

std::vector<TextIndex::Hit> TextIndex::best(std::span<const Points> ranked, std::size_t limit) const {
  std::vector<Hit> hits;
  for (const Points& one : ranked)
    if (gone_[one.row] == 0) hits.push_back({ids_[one.row], one.points});
  const std::size_t wanted = limit == 0 ? hits.size() : std::min(limit, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(wanted), hits.end(), is_better);
  hits.resize(wanted);
  return hits;
}

std::vector<TextIndex::Hit> TextIndex::search(const Search& search) const {
  if (search.text.find('\0') != std::string_view::npos) return {};
  std::vector<std::size_t> all(fields_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::vector<Points> ranked;
  for (const std::size_t field : search.fields.empty() ? std::span<const std::size_t>(all) : search.fields) {
    const auto more = search.text.empty() ? rank_empty(search, field) : rank_field(search, field);
    std::vector<Points> both;
    std::ranges::merge(ranked, more, std::back_inserter(both), {}, &Points::row, &Points::row);
    ranked.clear();
    for (const Points& one : both) {
      if (!ranked.empty() && ranked.back().row == one.row)
        ranked.back().points += one.points;
      else
        ranked.push_back(one);
    }
  }
  return best(ranked, search.limit);
}

std::vector<std::vector<TextIndex::Hit>> TextIndex::search_each(std::span<const std::string_view> texts,
                                                                Search search) const {
  std::vector<std::vector<Hit>> found;
  for (const std::string_view text : texts) {
    search.text = text;
    found.push_back(this->search(search));
  }
  return found;
}

std::vector<std::vector<TextIndex::Hit>> TextIndex::search_many(std::span<const std::string_view> texts,
                                                                const Search& search) const {
  if (texts.size() <= few_needles) return search_each(texts, search);
  const std::size_t field = search.fields.front();
  std::vector<std::vector<std::size_t>> places(texts.size());
  ManyNeedles(texts, search.letters).find(texts_[field].bytes, [&](std::size_t needle, std::size_t place) {
    places[needle].push_back(place);
  });
  std::vector<std::vector<Hit>> found(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].find('\0') != std::string_view::npos) continue;
    const auto ranked =
        texts[i].empty() ? rank_empty(search, field) : rank_places(places[i], texts[i].size(), search, field);
    found[i] = best(ranked, search.limit);
  }
  return found;
}

void TextIndex::add_parts(FoldedRows& rows, std::string_view text, std::size_t row) {
  for (const std::string_view part : split(text, "|"))
    if (!part.empty()) rows.add(part, static_cast<std::uint32_t>(row));
}

void TextIndex::find_equal(std::size_t field, Equal equal, std::string_view text,
                           const std::function<void(std::int64_t, std::string_view)>& see) {
  std::optional<FoldedRows>& rows = equal == Equal::whole ? texts_[field].wholes : texts_[field].parts;
  if (!rows) {
    rows.emplace();
    for (std::size_t row = 0; row < ids_.size(); ++row) {
      if (equal == Equal::part)
        add_parts(*rows, this->text(field, row), row);
      else
        rows->add(this->text(field, row), static_cast<std::uint32_t>(row));
    }
  }
  const std::string folded = unicode_lower(text);
  rows->visit(text, [&](std::uint32_t row) {
    if (gone_[row] != 0) return;
    const std::string_view whole = this->text(field, row);
    const auto parts = equal == Equal::part ? split(whole, "|") : std::vector{whole};
    for (const std::string_view part : parts)
      if (unicode_lower(part) == folded) see(ids_[row], part);
  });
}

void TextIndex::visit(std::size_t field,
                      const std::function<void(std::int64_t, std::string_view)>& see) const {
  for (std::size_t row = 0; row < ids_.size(); ++row)
    if (gone_[row] == 0) see(ids_[row], text(field, row));
}

std::size_t TextIndex::slot_of(std::string_view name) const {
  const std::size_t mask = names_.size() - 1;
  std::size_t slot = hash_of(name) & mask;
  while (names_[slot] != 0 && text(*name_field_, names_[slot] - 1) != name) slot = (slot + 1) & mask;
  return slot;
}

void TextIndex::add_name(std::size_t row) {
  if (!name_field_ || branch_codes_[row] != 1 || gone_[row] != 0) return;
  if (2 * (name_count_ + 1) > names_.size()) {
    names_are_stale_ = true;  // made anew, with room, when it is next asked
    return;
  }
  std::uint32_t& slot = names_[slot_of(text(*name_field_, row))];
  if (slot == 0) ++name_count_;
  if (slot == 0 || ids_[slot - 1] > ids_[row]) slot = static_cast<std::uint32_t>(row + 1);
}

void TextIndex::rebuild_names() {
  std::size_t slots = 64;
  while (slots < 4 * (ids_.size() + 1)) slots *= 2;
  names_.assign(slots, 0);
  name_count_ = 0;
  names_are_stale_ = false;
  for (std::size_t row = 0; row < ids_.size(); ++row) add_name(row);
}

std::optional<std::int64_t> TextIndex::find_named(std::string_view name) {
  if (!name_field_) return std::nullopt;
  if (names_are_stale_ || names_.empty()) rebuild_names();
  const std::uint32_t found = names_[slot_of(name)];
  if (found == 0) return std::nullopt;
  return ids_[found - 1];
}

}  // namespace lamin::records
