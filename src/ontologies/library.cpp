#include "ontologies/library.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "curation/messages.hpp"

namespace lamin::ontologies {
namespace {

using curation::PublicScope;
using curation::Values;
using records::Record;

/// "wetlab.Compound" has the sources of the entity Drug.
std::string entity_in_registry(const schema::Registry& registry) {
  const std::string name = registry.qualified_name();
  return name == "wetlab.Compound" ? "Drug" : name;
}

bool has_organism(const Record& source, std::string_view organism) {
  return source.get("organism").text() == organism;
}

Source source_from(const Record& record) {
  Source source;
  source.entity = entity_of(record.get("entity").text());
  source.organism = record.get("organism").text();
  source.name = record.get("name").text();
  source.version = record.get("version").text();
  source.url = record.get("url").text();
  source.md5 = record.get("md5").text();
  return source;
}

std::vector<Value> values_of(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.emplace_back(text);
  return values;
}

/// Rows of terms that values are, exactly or otherwise.
struct Matches {
  struct Match {
    std::string value;
    std::vector<std::uint32_t> rows;
    bool by_synonym = false;
  };
  std::vector<Match> matches;
  std::vector<std::string> missing;
};

Matches matches_of(const PublicTable& table, std::string_view field, const std::vector<std::string>& values) {
  Matches result;
  const auto column = table.release().find_column(field);
  if (!column) throw Error(ErrorCode::missing_key, std::string(field));
  const bool with_meanings = field == table.naming_column() && table.release().find_column("synonyms");
  Values left;
  std::unordered_map<std::string, std::vector<std::uint32_t>> rows;
  for (const std::string& value : values) {
    rows[value] = table.release().rows_with(*column, value);
    if (rows[value].empty()) left.add(value);
  }
  std::unordered_map<std::string, std::string> meant;
  if (with_meanings)
    for (const auto& mapped : table.standardize(left, field))
      if (!mapped.meanings.front().is_null()) meant[mapped.value] = mapped.meanings.front().text();
  for (const std::string& value : values) {
    const auto meaning = meant.find(value);
    if (meaning != meant.end()) rows[value] = table.release().rows_with(*column, meaning->second);
    if (rows[value].empty())
      result.missing.push_back(value);
    else
      result.matches.push_back({value, rows[value], meaning != meant.end()});
  }
  return result;
}

/// What `standardize` has found in the source only.
void say_meant(Log& log, const schema::Registry& registry, const std::vector<curation::Mapped>& found,
               std::string_view return_field) {
  if (found.empty()) return;
  std::vector<std::string> values;
  for (const auto& one : found) values.push_back("'" + one.value + "'");
  const std::string list = "[" + join(values, ", ") + "]";
  const std::string noun = return_field.empty() ? "synonym" : "name";
  log.warning("found " + std::to_string(found.size()) + " " + noun + (found.size() == 1 ? "" : "s") +
              " in public source: " + list + "\n  please add corresponding " + registry.name +
              " records via: `.from_values(" + list + ")`");
}

/// Records that exist already under the uids of new ones take their place.
void take_existing(records::RecordStore& store, std::vector<Record>& made) {
  if (made.empty()) return;
  std::vector<std::string> uids;
  for (const Record& record : made) uids.emplace_back(record.uid());
  query::Query query(made.front().registry());
  query.where("uid__in", query::Operand(values_of(uids)));
  std::unordered_map<std::string, Record> existing;
  for (Record& record : store.all(query)) {
    std::string uid(record.uid());
    existing.emplace(std::move(uid), std::move(record));
  }
  for (Record& record : made)
    if (const auto found = existing.find(std::string(record.uid())); found != existing.end())
      record = found->second;
}

bool is_obsolete(std::string_view name) {
  return ascii_lower(name).starts_with("obsolete");
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back("'" + text + "'");
  return join(quoted, ", ");
}

/// "ENSG00000081059.7" -> "ENSG00000081059"; nothing for ids without the suffix of a version.
std::optional<std::string> without_version(const std::string& id) {
  const std::size_t dot = id.rfind('.');
  const bool has_suffix = id.starts_with("ENS") && dot != std::string::npos && dot + 1 < id.size() &&
                          id.find_first_not_of("0123456789", dot + 1) == std::string::npos;
  return has_suffix ? std::optional(id.substr(0, dot)) : std::nullopt;
}

void warn_of_versions(Log& log, const PublicTable& table, std::string_view field,
                      const std::vector<std::string>& missing) {
  const auto column = table.release().find_column(field);
  if (!column) return;
  std::vector<std::string> ids;
  for (const std::string& value : missing)
    if (const auto id = without_version(value); id && table.release().first_with(*column, *id))
      ids.push_back(*id);
  if (ids.empty()) return;
  log.warning(std::to_string(ids.size()) + (ids.size() == 1 ? " id has" : " ids have") +
              " the suffix of a version; the source knows without it: " + quoted_list(ids));
}

void warn_of_obsolete(Log& log, const PublicTable& table, const std::vector<Record>& made) {
  std::vector<std::string> names;
  for (const Record& record : made) {
    const auto* name = record.get(record.registry().naming_field().name).get_if<std::string>();
    if (name != nullptr && is_obsolete(*name)) names.push_back(*name);
  }
  if (names.empty()) return;
  log.warning(std::to_string(names.size()) + (names.size() == 1 ? " term is" : " terms are") +
              " obsolete in " + table.source().title() + ": " + quoted_list(names));
}

}  // namespace

bool Library::speaks_of(const schema::Registry& registry) const {
  return registry.traits.is_bio_record && is_public(registry.qualified_name());
}

std::shared_ptr<const PublicTable> Library::table(const Source& source) {
  auto release = shelf_.get(source);
  const std::scoped_lock lock(mutex_);
  auto& known = tables_[source.table_name()];
  if (known == nullptr || &known->release() != release.get())
    known = std::make_shared<const PublicTable>(source, std::move(release));
  return known;
}

std::shared_ptr<const PublicTable> Library::table(records::RecordStore& store, const Record& source) {
  const Source key = source_from(source);
  if (source.get("dataframe_artifact").is_null()) return table(key);
  if (!read_frame_)
    throw Error(ErrorCode::unsupported, "The table of this source is an artifact, which only Python reads")
        .with("source", key.title());
  const std::string name = key.table_name() + "#" +
                           std::to_string(source.get("dataframe_artifact").integer()) + source.uid().data();
  {
    const std::scoped_lock lock(mutex_);
    if (const auto known = tables_.find(name); known != tables_.end()) return known->second;
  }
  auto release = std::make_shared<const Release>(Release::from_table(read_frame_(store, source)));
  const std::scoped_lock lock(mutex_);
  return tables_[name] = std::make_shared<const PublicTable>(key, std::move(release));
}

std::optional<Record> Library::find_source_of(records::RecordStore& store, const schema::Registry& registry,
                                              std::string_view organism,
                                              std::optional<std::int64_t> source_id) {
  const schema::Registry& sources = store.registry("bionty.Source");
  query::Query query(sources);
  if (source_id) {
    if (auto found = store.find_by_id(sources, *source_id)) return *std::move(found);
    throw Error(ErrorCode::invalid_value, "There is no such source").with("id", std::to_string(*source_id));
  }
  const std::string entity = entity_in_registry(registry);
  query.where("entity", entity).where("currently_used", true);
  const std::vector<Record> used = store.all(query.order_by({"id"}));
  if (used.empty()) {
    throw Error(ErrorCode::invalid_value, "No source is in use for " + entity)
        .hint("See `bt.Source.filter(entity=\"" + entity + "\").df()`, and set `currently_used` of one.");
  }
  const std::string_view wanted = !organism.empty()             ? organism
                                  : registry.name == "Organism" ? "vertebrates"
                                                                : "all";
  for (const std::string_view name : {wanted, std::string_view("all")})
    for (const Record& source : used)
      if (has_organism(source, name)) return source;
  const bool is_another = !organism.empty() && registry.find_field("organism") != nullptr;
  return is_another ? std::nullopt : std::optional(used.front());
}

Record Library::source_of(records::RecordStore& store, const schema::Registry& registry,
                          std::string_view organism, std::optional<std::int64_t> source_id) {
  if (auto found = find_source_of(store, registry, organism, source_id)) return *std::move(found);
  const std::string entity = entity_in_registry(registry);
  throw Error(ErrorCode::invalid_value, "No source record found for " + entity)
      .with("organism", organism)
      .hint("See `bt.Source.filter(entity=\"" + entity + "\").df()`.");
}

bool Library::is_news(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  if (std::ranges::find(told_, name) != told_.end()) return false;
  told_.push_back(name);
  return true;
}

std::shared_ptr<const PublicTable> Library::find_table(records::RecordStore& store, const PublicScope& scope,
                                                       Log& log, std::optional<Record>& source) {
  try {
    source = source_of(store, scope.scope.registry(), scope.organism, scope.source_id);
    return table(store, *source);
  } catch (const Error& error) {
    const bool is_missing = error.code() == ErrorCode::file_missing || error.code() == ErrorCode::unsupported;
    if (!is_missing || scope.source_id) throw;
    const std::string name = scope.scope.registry().name + std::string(source->uid());
    if (is_news(name)) log.warning(error.sentence());
    return nullptr;
  }
}

std::optional<curation::Inspection> Library::inspect(records::RecordStore& store, const PublicScope& scope,
                                                     const Values& values, Log& log) {
  if (!speaks_of(scope.scope.registry())) return std::nullopt;
  if (!find_source_of(store, scope.scope.registry(), scope.organism, scope.source_id)) {
    log.warning("no public source found, skipping source validation");
    return std::nullopt;
  }
  std::optional<Record> source;
  const auto known = find_table(store, scope, log, source);
  if (known == nullptr || !known->release().find_column(scope.scope.field)) return std::nullopt;
  return known->inspect(values, scope.scope.field);
}

std::vector<curation::Mapped> Library::standardize(records::RecordStore& store, const PublicScope& scope,
                                                   const Values& values, const curation::Meaning& meaning,
                                                   Log& log) {
  if (!speaks_of(scope.scope.registry()) || values.distinct().empty()) return {};
  std::optional<Record> source;
  const auto known = find_table(store, scope, log, source);
  if (known == nullptr) return {};
  const Release& release = known->release();
  const bool has_columns = release.find_column(scope.scope.field) &&
                           release.find_column(meaning.synonyms_field) &&
                           (meaning.return_field.empty() || release.find_column(meaning.return_field));
  if (!has_columns || scope.scope.field != known->naming_column()) return {};
  // What the database has is what it is.
  Values left;
  for (const std::string& value : curation::validate(store, scope.scope, values).non_validated)
    left.add(value);
  auto found = known->standardize(left, scope.scope.field, meaning);
  say_meant(log, scope.scope.registry(), found, meaning.return_field);
  return found;
}

curation::Found Library::from_values(records::RecordStore& store, const PublicScope& scope,
                                     const Values& values, Log& log) {
  curation::Found found = curation::from_values(store, scope.scope, values);
  const schema::Registry& registry = scope.scope.registry();
  std::optional<Record> source;
  std::shared_ptr<const PublicTable> known;
  if (!found.missing.empty() && speaks_of(registry)) known = find_table(store, scope, log, source);
  if (known != nullptr) {
    Matches matches = matches_of(*known, scope.scope.field, found.missing);
    found.missing = std::move(matches.missing);
    std::vector<std::uint32_t> rows;
    std::unordered_set<std::uint32_t> seen;
    for (const auto& match : matches.matches) {
      (match.by_synonym ? found.made_by_synonym : found.made_by_name).push_back(match.value);
      for (const std::uint32_t row : match.rows)
        if (seen.insert(row).second) rows.push_back(row);
    }
    std::optional<Record> organism;
    if (!rows.empty() && registry.find_field("organism") != nullptr)
      organism = this->organism(store, source->get("organism").text(), log);
    std::vector<Record> made =
        records_of(store, registry, *known, rows, source->id(), organism ? &*organism : nullptr);
    for (const auto& match : matches.matches) {
      std::unordered_set<std::string> uids;
      for (const Record& record : made)
        if (python_str(record.get(scope.scope.field)) == match.value) uids.emplace(record.uid());
      if (uids.size() > 1) found.ambiguous.push_back(match.value);
    }
    warn_of_obsolete(log, *known, made);
    warn_of_versions(log, *known, scope.scope.field, found.missing);
    take_existing(store, made);
    for (Record& record : made) found.records.push_back(std::move(record));
  }
  curation::say_found(log, scope.scope, found);
  return found;
}

}  // namespace lamin::ontologies
