#include "curation/categories.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "curation/words.hpp"
#include "records/feature.hpp"

namespace lamin::curation {
namespace {

using records::Record;
using records::RecordStore;
using Texts = std::vector<std::string>;

/// Columns that ask the same of a registry are one look-up.
std::vector<std::vector<std::size_t>> groups_of(std::span<const Categorical> columns) {
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Categorical& column = columns[i];
    std::string key =
        column.scope.registry().qualified_name() + "." + column.scope.field + "." + column.organism + ".";
    if (column.source_id) key += std::to_string(*column.source_id);
    groups[key].push_back(i);
  }
  std::vector<std::vector<std::size_t>> result;
  for (auto& [key, group] : groups) result.push_back(std::move(group));
  return result;
}

bool is_public(const schema::Registry& registry, const PublicSources* ontology) {
  return ontology != nullptr && ontology->speaks_of(registry);
}

PublicScope public_scope(const Categorical& column) {
  return {.scope = column.scope, .organism = column.organism, .source_id = column.source_id};
}

/// What a look-up for several columns found.
struct Lookup {
  Values missing;                         // what is no record
  std::unordered_set<std::string> terms;  // of the public source, to be saved as `records`
  std::vector<Record> records;
  std::unordered_map<std::string, std::string> means;
};

void note_meanings(Lookup& found, const std::vector<Mapped>& mapped) {
  for (const Mapped& one : mapped)
    if (!one.meanings.empty()) found.means.try_emplace(one.value, python_str(one.meanings.front()));
}

/// Terms that the public source has, and what it means by the others; returns what is left.
Values ask_public(RecordStore& store, const Categorical& column, const Values& asked, PublicSources& ontology,
                  Lookup& found, Log& log) {
  const auto inspection = ontology.inspect(store, public_scope(column), asked, log);
  if (!inspection) return asked;
  Values terms, left;
  for (const std::string& value : inspection->validation.validated) terms.add(value);
  for (const std::string& value : asked.distinct())
    if (!terms.has(value)) left.add(value);
  note_meanings(found, inspection->mapped);
  if (terms.distinct().empty()) return left;
  ontology.make_organism(store, public_scope(column), log);
  Log quiet(nullptr);
  found.records = ontology.from_values(store, public_scope(column), terms, quiet).records;
  found.terms.insert(terms.distinct().begin(), terms.distinct().end());
  return left;
}

Lookup look_up(RecordStore& store, std::span<const Categorical> columns,
               const std::vector<std::size_t>& group, PublicSources* ontology, Log& log) {
  const Categorical& first = columns[group.front()];
  Values all = first.values;
  for (const std::size_t index : std::span(group).subspan(1))
    for (const std::string& value : columns[index].values.distinct()) all.add(value);
  Lookup found;
  for (const std::string& value : validate(store, first.scope, all).non_validated) found.missing.add(value);
  if (found.missing.distinct().empty()) return found;
  Values left = found.missing;
  Lookup in_public;
  if (is_public(first.scope.registry(), ontology))
    left = ask_public(store, first, left, *ontology, in_public, log);
  if (!left.distinct().empty()) note_meanings(found, meanings_in_other_letters(store, first.scope, left));
  found.means.merge(in_public.means);
  found.terms = std::move(in_public.terms);
  found.records = std::move(in_public.records);
  return found;
}

CategoryAnswer answer_for(const Categorical& column, const Lookup& found) {
  CategoryAnswer answer{.key = column.key, .non_validated = {}, .means = {}, .fix = column.fix};
  if (found.missing.distinct().empty()) return answer;
  for (const std::string& value : column.values.distinct()) {
    if (!found.missing.has(value) || found.terms.contains(value)) continue;
    answer.non_validated.push_back(value);
    if (const auto meaning = found.means.find(value); meaning != found.means.end())
      answer.means.emplace_back(value, meaning->second);
  }
  return answer;
}

void save_public(RecordStore& store, const std::vector<std::pair<const Categorical*, Lookup*>>& found,
                 PublicSources* ontology, Log& log) {
  std::vector<Record*> rows;
  std::unordered_set<const Lookup*> seen;
  std::unordered_map<const Lookup*, std::unordered_set<std::string>> told;  // by the columns before
  for (const auto& [column, one] : found) {
    Texts added;
    for (const std::string& value : column->values.distinct())
      if (one->terms.contains(value) && told[one].insert(value).second) added.push_back(value);
    if (added.empty()) continue;
    if (seen.insert(one).second)
      for (Record& record : one->records)
        if (!record.is_saved()) rows.push_back(&record);
    log.info("saving validated records of '" + column->key + "'");
    log.success("added " + words::counted(added.size(), "record") + " " + words::green("from public") +
                " with " + words::italic(column->shown_field()) + " for \"" + column->key +
                "\": " + words::listed(added));
  }
  Log quiet(nullptr);
  if (!rows.empty()) ontology->save(store, rows, quiet);
}

Texts arrows(const CategoryAnswer& answer) {
  Texts texts;
  for (const auto& [value, meaning] : answer.means)
    texts.push_back("\"" + value + "\" → \"" + meaning + "\"");
  return texts;
}

using Paint = std::string (*)(std::string_view);

std::string plain(std::string_view text) {
  return std::string(text);
}

std::string refusal(const CategoryAnswer& answer, Paint terms, Paint synonyms, Paint calls) {
  const std::size_t count = answer.non_validated.size();
  std::string text = terms(words::counted(count, "term")) + (count == 1 ? " is" : " are") +
                     " not validated: " + terms(words::listed(answer.non_validated));
  if (!answer.means.empty()) {
    text += "\n    " + synonyms(words::counted(answer.means.size(), "synonym")) +
            " found: " + synonyms(words::listed(arrows(answer), "")) + "\n    → curate synonyms via " +
            calls(".standardize(\"" + answer.key + "\")");
    if (answer.means.size() == count) return text;
    text += "\n    for remaining terms:";
  }
  return text + "\n    → fix typos, remove non-existent values, or save terms via " + calls(answer.fix);
}

void say(const Categorical& column, const CategoryAnswer& answer, Log& log) {
  const std::string field = words::italic(column.shown_field());
  if (answer.is_valid()) {
    log.success("\"" + column.key + "\" is validated against " + field);
    return;
  }
  log.info("mapping \"" + column.key + "\" on " + field);
  log.warning("  " + refusal(answer, words::red, words::yellow, words::cyan));
}

/// "cell_medium" -> "CellMedium", "Already Named" -> "Already named".
std::string type_name(std::string_view key) {
  std::string name;
  for (const std::string_view part : split(key, "_")) {
    if (part.empty()) continue;
    const std::string lower = unicode_lower(part);
    if (lower.front() >= 'a' && lower.front() <= 'z') {
      name += static_cast<char>(lower.front() - 'a' + 'A');
      name += lower.substr(1);
    } else {
      name += lower;
    }
  }
  return name;
}

bool is_of_labels(const Categorical& column) {
  return column.scope.registry().qualified_name() == "lamindb.ULabel";
}

}  // namespace

std::string refusal(const CategoryAnswer& answer) {
  return answer.is_valid() ? "" : refusal(answer, plain, plain, plain);
}

std::vector<CategoryAnswer> check_categories(RecordStore& store, std::span<const Categorical> columns,
                                             PublicSources* ontology, Log& log) {
  const auto groups = groups_of(columns);
  std::vector<Lookup> found;
  found.reserve(groups.size());
  std::vector<std::pair<const Categorical*, Lookup*>> by_column(columns.size());
  for (const auto& group : groups) {
    found.push_back(look_up(store, columns, group, ontology, log));
    for (const std::size_t index : group) by_column[index] = {&columns[index], &found.back()};
  }
  save_public(store, by_column, ontology, log);
  std::vector<CategoryAnswer> answers;
  for (const auto& [column, one] : by_column) {
    answers.push_back(answer_for(*column, *one));
    say(*column, answers.back(), log);
  }
  return answers;
}

void make_label_types(RecordStore& store, std::span<const Categorical> columns, Log& log,
                      const records::ConstructOptions& options) {
  Texts names;
  for (const Categorical& column : columns) {
    if (!is_of_labels(column) || column.values.distinct().empty()) continue;
    std::string name = type_name(column.key);
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  if (names.empty()) return;
  const schema::Registry& registry = store.registry("ULabel");
  query::Query query(registry);
  query.where("is_type", true).where("name__in", std::vector<Value>(names.begin(), names.end()));
  std::unordered_set<std::string> known;
  for (const auto& row : store.values(query, {"name"})) known.emplace(row.front().text());
  for (const std::string& name : names) {
    if (known.contains(name)) continue;
    Record type = records::construct(store, registry, {{"name", name}, {"is_type", true}}, log, options);
    store.save(type);
    log.important("Created a ULabel type: " + records::repr(type));
  }
}

namespace {

/// What new records of the column have in common: what was said of them, and the organism that they need.
records::Assignments shared_fields(RecordStore& store, const Categorical& column,
                                   const records::Assignments& extra) {
  records::Assignments fields = extra;
  const schema::Field* organism = column.scope.registry().find_field("organism");
  const bool is_given = std::ranges::any_of(extra, [](const auto& one) { return one.first == "organism"; });
  if (organism == nullptr || column.organism.empty() || is_given) return fields;
  query::Query query(store.registry("bionty.Organism"));
  query.where("name", column.organism);
  if (const auto found = store.first(query)) fields.emplace_back("organism", found->get("id"));
  return fields;
}

}  // namespace

std::vector<std::string> add_new(RecordStore& store, const Categorical& column, PublicSources* ontology,
                                 const records::Assignments& extra, Log& log,
                                 const records::ConstructOptions& options) {
  const std::size_t index = 0;
  Lookup found = look_up(store, std::span(&column, 1), {index}, ontology, log);
  std::vector<std::pair<const Categorical*, Lookup*>> by_column{{&column, &found}};
  save_public(store, by_column, ontology, log);
  const Texts values = answer_for(column, found).non_validated;
  if (values.empty()) return values;
  make_label_types(store, std::span(&column, 1), log, options);
  const schema::Registry& registry = column.scope.registry();
  std::vector<Record> records;
  records.reserve(values.size());
  // Similar names are told of when few are made; to compare hundreds with each other helps nobody.
  records::ConstructOptions each = options;
  each.search_names = options.search_names && values.size() <= 3;
  const records::Assignments shared = shared_fields(store, column, extra);
  for (const std::string& value : values) {
    records::Assignments given{{column.scope.field, Value(value)}};
    given.insert(given.end(), shared.begin(), shared.end());
    records.push_back(registry.qualified_name() == "lamindb.Feature"
                          ? records::construct_feature(store, registry, given, log, each)
                          : records::construct(store, registry, given, log, each));
  }
  std::vector<Record*> rows;
  for (Record& record : records) rows.push_back(&record);
  store.save_all(rows);
  log.success("added " + words::counted(values.size(), "record") + " with " +
              words::italic(column.shown_field()) + " for \"" + column.key + "\": " + words::listed(values));
  return values;
}

void save_public_terms(RecordStore& store, const Categorical& column, PublicSources* ontology, Log& log) {
  if (!is_public(column.scope.registry(), ontology)) return;
  const std::size_t index = 0;
  Lookup found = look_up(store, std::span(&column, 1), {index}, ontology, log);
  std::vector<std::pair<const Categorical*, Lookup*>> by_column{{&column, &found}};
  save_public(store, by_column, ontology, log);
}

void say_standardized(Log& log, const CategoryAnswer& answer) {
  if (answer.means.empty()) return;
  log.success("standardized " + words::counted(answer.means.size(), "synonym") + " in \"" + answer.key +
              "\": " + words::green(words::listed(arrows(answer), "")));
}

}  // namespace lamin::curation
