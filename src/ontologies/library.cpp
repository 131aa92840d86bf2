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
                           std::to_string(source.get("dataframe_artifact").integer()) +
                           std::string(source.uid());
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

}  // namespace lamin::ontologies
