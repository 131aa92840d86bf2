#include "ontologies/public_table.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "records/rules.hpp"

namespace lamin::ontologies {
namespace {

using curation::Keep;
using curation::Mapped;

void keep_some(std::vector<Value>& meanings, Keep keep) {
  if (meanings.size() < 2 || keep == Keep::all) return;
  if (keep == Keep::last) std::swap(meanings.front(), meanings.back());
  meanings.resize(1);
}

std::vector<std::string> column_names(const Release& release) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < release.columns(); ++i)
    names.push_back("'" + std::string(release.column_name(i)) + "'");
  return names;
}

}  // namespace

PublicTable::PublicTable(Source source, std::shared_ptr<const Release> release)
    : source_(std::move(source)), release_(std::move(release)) {}
PublicTable::~PublicTable() = default;

std::string PublicTable::index_column() const {
  if (source_.entity == "Organism" && release_->find_column("name")) return "name";
  return release_->find_column("ontology_id") ? "ontology_id" : "";
}

std::string PublicTable::naming_column() const {
  return release_->find_column("name") ? "name" : release_->find_column("symbol") ? "symbol" : index_column();
}

std::size_t PublicTable::column(std::string_view name) const {
  if (const auto found = release_->find_column(name)) return *found;
  throw Error(ErrorCode::missing_key, std::string(name))
      .hint("The columns are: " + join(column_names(*release_), ", "));
}

curation::Validation PublicTable::validate(const curation::Values& values, std::string_view name) const {
  const std::size_t by = column(name);
  curation::Validation result;
  for (const std::string& value : values.distinct())
    (release_->first_with(by, value) ? result.validated : result.non_validated).push_back(value);
  return result;
}

std::vector<Value> PublicTable::meanings_of(const std::vector<std::uint32_t>& rows,
                                            std::size_t column) const {
  std::vector<Value> meanings;
  for (const std::uint32_t row : rows) {
    Value value = release_->has_value(column, row) ? Value(release_->text(column, row)) : Value();
    if (std::ranges::find(meanings, value) == meanings.end()) meanings.push_back(std::move(value));
  }
  return meanings;
}

std::vector<Mapped> PublicTable::standardize(const curation::Values& values, std::string_view name,
                                             const curation::Meaning& meaning) const {
  if (meaning.synonyms_field == name)
    throw Error(ErrorCode::missing_key, "synonyms_field must be different from field!");
  const std::size_t by = column(name);
  const std::size_t wanted = meaning.return_field.empty() ? by : column(meaning.return_field);
  const auto synonyms = release_->find_column(meaning.synonyms_field);
  if (!synonyms) {
    throw Error(ErrorCode::missing_key, "synonyms_field '" + meaning.synonyms_field +
                                            "' is invalid! Available fields are: [" +
                                            join(column_names(*release_), ", ") + "]");
  }
  std::vector<Mapped> result;
  for (const std::string& value : values.distinct()) {
    Mapped mapped{.value = value};
    std::vector<std::uint32_t> rows = release_->rows_with(by, value);
    mapped.is_exact = !rows.empty();
    if (mapped.is_exact && wanted == by) continue;
    if (rows.empty() && !meaning.case_sensitive) {
      rows = release_->rows_like(by, value);
      mapped.is_name = !rows.empty();
    }
    if (rows.empty()) rows = release_->rows_with_part(*synonyms, value, meaning.case_sensitive);
    if (rows.empty()) continue;
    mapped.meanings = meanings_of(rows, wanted);
    keep_some(mapped.meanings, meaning.keep);
    result.push_back(std::move(mapped));
  }
  return result;
}

curation::Inspection PublicTable::inspect(const curation::Values& values, std::string_view name,
                                          bool with_meanings) const {
  curation::Inspection result;
  result.validation = validate(values, name);
  result.ignored = values.distinct().empty() ? 0 : values.ignored();
  if (!with_meanings || !release_->find_column("synonyms") || name == "synonyms" || name != naming_column())
    return result;
  curation::Values left;
  for (const std::string& value : result.validation.non_validated) left.add(value);
  result.mapped = standardize(left, name);
  return result;
}

std::vector<std::uint32_t> PublicTable::search(std::string_view text, const std::vector<std::string>& columns,
                                               bool case_sensitive, std::size_t limit) const {
  const std::string index = index_column();
  std::vector<std::string> names;
  for (std::size_t i = 0; i < release_->columns(); ++i) {
    const std::string_view name = release_->column_name(i);
    if (name != "parents") names.emplace_back(name);
  }
  std::vector<std::size_t> places;
  for (const std::string& wanted : columns.empty() ? names : columns) {
    const auto place = std::ranges::find(names, wanted);
    if (place == names.end()) column(wanted);  // says so
    if (!columns.empty() || wanted != index)
      places.push_back(static_cast<std::size_t>(place - names.begin()));
  }
  const std::scoped_lock lock(mutex_);
  if (texts_ == nullptr) {
    shape_ = std::make_unique<schema::Registry>();
    for (const std::string& name : names) {
      schema::Field field;
      field.name = field.column = name;
      shape_->fields.push_back(std::move(field));
    }
    texts_ = std::make_unique<records::TextIndex>(*shape_);
    std::vector<std::size_t> positions;
    for (const std::string& name : names) positions.push_back(column(name));
    std::vector<std::string_view> row_texts(names.size());
    for (std::size_t row = 0; row < release_->rows(); ++row) {
      for (std::size_t i = 0; i < names.size(); ++i) row_texts[i] = release_->text(positions[i], row);
      texts_->append(static_cast<std::int64_t>(row), 1, row_texts);
    }
  }
  std::vector<std::uint32_t> rows;
  const auto letters = case_sensitive ? records::Case::respect : records::Case::ignore;
  for (const auto& hit : texts_->search({.text = text, .fields = places, .letters = letters, .limit = limit}))
    rows.push_back(static_cast<std::uint32_t>(hit.id));
  return rows;
}

PublicTable::Lookup PublicTable::lookup(std::string_view name) const {
  const std::size_t by = column(name.empty() ? naming_column() : std::string(name));
  Lookup result;
  std::unordered_map<std::string, std::size_t> places;
  for (std::uint32_t row = 0; row < release_->rows(); ++row) {
    const std::string_view text = release_->text(by, row);
    if (text.empty()) continue;
    std::string key = records::lookup_key(text, "bt_");
    if (key == "class") key = "bt_class";
    const auto [place, is_new] = places.try_emplace(std::move(key), result.keys.size());
    if (is_new) {
      result.keys.push_back(place->first);
      result.rows.emplace_back();
    }
    result.rows[place->second].push_back(row);
  }
  return result;
}

std::vector<std::uint32_t> PublicTable::nearest(std::string_view name, std::size_t limit) const {
  const std::size_t by = column(naming_column());
  const std::string wanted = unicode_lower(name);
  const std::size_t most = std::max<std::size_t>(2, wanted.size() / 4);
  std::vector<std::pair<std::size_t, std::uint32_t>> found;
  for (std::uint32_t row = 0; row < release_->rows(); ++row) {
    const std::string_view text = release_->text(by, row);
    const std::size_t longer = std::max(text.size(), wanted.size());
    if (longer - std::min(text.size(), wanted.size()) > most) continue;
    const std::size_t distance = edit_distance(wanted, unicode_lower(text));
    if (distance <= most) found.emplace_back(distance, row);
  }
  std::ranges::sort(found);
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) rows.push_back(found[i].second);
  return rows;
}

std::vector<std::string> PublicTable::parents_of(std::uint32_t row) const {
  std::vector<std::string> parents;
  const auto column = release_->find_column("parents");
  if (!column || release_->text(*column, row).empty()) return parents;
  for (const std::string_view parent : split(release_->text(*column, row), "|")) parents.emplace_back(parent);
  return parents;
}

std::optional<std::uint32_t> PublicTable::row_of_id(std::string_view id) const {
  const auto column = release_->find_column("ontology_id");
  return column ? release_->first_with(*column, id) : std::nullopt;
}

std::vector<std::uint32_t> PublicTable::with_ancestors(const std::vector<std::uint32_t>& rows) const {
  std::vector<std::uint32_t> all;
  std::unordered_set<std::uint32_t> seen;
  for (const std::uint32_t row : rows)
    if (seen.insert(row).second) all.push_back(row);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const std::string& parent : parents_of(all[i]))
      if (const auto row = row_of_id(parent); row && seen.insert(*row).second) all.push_back(*row);
  return all;
}

Difference difference(const PublicTable& older, const PublicTable& newer) {
  if (older.source().entity != newer.source().entity)
    throw Error(ErrorCode::invalid_value, "Both PublicOntology objects must be of the same class.");
  if (older.source().name != newer.source().name)
    throw Error(ErrorCode::invalid_value, "Both PublicOntology objects must use the same source.");
  if (older.source().version == newer.source().version)
    throw Error(ErrorCode::invalid_value, "The versions of the PublicOntology objects must differ.");
  const std::string by = older.release().find_column("ontology_id") ? "ontology_id" : older.naming_column();
  const std::size_t old_ids = older.column(by), new_ids = newer.column(by);
  Difference result;
  for (std::uint32_t row = 0; row < newer.release().rows(); ++row) {
    const std::string_view id = newer.release().text(new_ids, row);
    const auto before = older.release().first_with(old_ids, id);
    if (!before) {
      result.added.emplace_back(id);
      continue;
    }
    for (std::size_t column = 0; column < newer.release().columns(); ++column) {
      const auto other = older.release().find_column(newer.release().column_name(column));
      if (!other) continue;
      std::string old_text(older.release().text(*other, *before)),
          new_text(newer.release().text(column, row));
      if (old_text != new_text)
        result.changes.push_back({std::string(id), std::string(newer.release().column_name(column)),
                                  std::move(old_text), std::move(new_text)});
    }
  }
  for (std::uint32_t row = 0; row < older.release().rows(); ++row)
    if (!newer.release().first_with(new_ids, older.release().text(old_ids, row)))
      result.gone.emplace_back(older.release().text(old_ids, row));
  return result;
}

}  // namespace lamin::ontologies
