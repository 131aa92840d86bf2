// A newer release of a source, and what it means for the records there are.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ontologies/library.hpp"
#include "records/rules.hpp"
#include "registries/bionty/sources.hpp"

namespace lamin::ontologies {
namespace {

using records::Record;

bool is_obsolete(std::string_view name) {
  return ascii_lower(name).starts_with("obsolete");
}

/// Records of the registry that come from other versions of the source.
std::vector<Record> older_records(records::RecordStore& store, const schema::Registry& registry,
                                  const Record& newer) {
  query::Query query(registry);
  query.where("source__entity", newer.get("entity"))
      .where("source__name", newer.get("name"))
      .where("source__organism", newer.get("organism"));
  query.exclude(query::Filter::condition("source", newer.id()));
  return store.all(query.order_by({"id"}));
}

/// Ids of those that artifacts have.
std::unordered_set<std::int64_t> used_ids(records::RecordStore& store, const schema::Registry& registry) {
  std::unordered_set<std::int64_t> used;
  const schema::Relation* artifacts = store.catalog().find_relation(registry, "artifacts");
  if (artifacts == nullptr) return used;
  query::Query links(*artifacts->through);
  for (const auto& row : store.values(links.distinct(), {artifacts->through_source->name}))
    used.insert(row.front().integer());
  return used;
}

/// The parents of each record by their ontology ids, joined in order.
std::unordered_map<std::int64_t, std::vector<std::string>> parents_by_id(records::RecordStore& store,
                                                                         const schema::Registry& registry) {
  std::unordered_map<std::int64_t, std::vector<std::string>> parents;
  const schema::Relation* relation = store.catalog().find_relation(registry, "parents");
  if (relation == nullptr) return parents;
  const std::string child = relation->through_source->name;
  const std::string parent = relation->through_target->name + "__ontology_id";
  for (const auto& row : store.values(query::Query(*relation->through), {child, parent}))
    if (!row[1].is_null()) parents[row[0].integer()].emplace_back(row[1].text());
  return parents;
}

std::string sorted_list(std::vector<std::string> ids) {
  std::ranges::sort(ids);
  return join(ids, "|");
}

bool same_parents(std::vector<std::string> a, std::vector<std::string> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

/// The term that has the name of an obsolete or vanished one among its synonyms.
std::string successor_of(const PublicTable& table, std::string_view name) {
  const auto synonyms = table.release().find_column("synonyms");
  if (is_obsolete(name)) name = trim(name.substr(8));
  const auto named = table.release().rows_like(table.column("name"), name);
  const std::size_t ids = table.column("ontology_id");
  if (!named.empty()) return std::string(table.release().text(ids, named.front()));
  if (!synonyms) return {};
  const auto rows = table.release().rows_with_part(*synonyms, name);
  return rows.empty() ? "" : std::string(table.release().text(ids, rows.front()));
}

}  // namespace

std::string_view name_of(TermChange::Kind kind) {
  switch (kind) {
    case TermChange::Kind::renamed:
      return "renamed";
    case TermChange::Kind::obsolete:
      return "obsolete";
    case TermChange::Kind::merged:
      return "merged";
    case TermChange::Kind::reparented:
      return "reparented";
    case TermChange::Kind::gone:
      return "gone";
    case TermChange::Kind::described:
      break;
  }
  return "described";
}

std::vector<TermChange> Library::changes(records::RecordStore& store, const schema::Registry& registry,
                                         const Record& newer) {
  const auto known = table(store, newer);
  const Release& release = known->release();
  const std::string id_field = registry.ontology_id_field;
  const std::size_t ids = known->column(id_field), names = known->column(known->naming_column());
  const auto used = used_ids(store, registry);
  const auto parents = parents_by_id(store, registry);
  const auto definitions = release.find_column("definition");
  std::vector<TermChange> changes;
  for (const Record& record : older_records(store, registry, newer)) {
    const std::string id(record.get(id_field).text()), name(record.get(registry.naming_field().name).text());
    const auto note = [&](TermChange::Kind kind, std::string before, std::string after) {
      changes.push_back(
          {record.id(), id, name, kind, std::move(before), std::move(after), used.contains(record.id())});
    };
    const auto row = release.first_with(ids, id);
    if (!row) {
      const std::string next = successor_of(*known, name);
      note(next.empty() ? TermChange::Kind::gone : TermChange::Kind::merged, id, next);
      continue;
    }
    const std::string now(release.text(names, *row));
    if (is_obsolete(now) && !is_obsolete(name)) {
      const std::string next = successor_of(*known, now);
      note(next.empty() || next == id ? TermChange::Kind::obsolete : TermChange::Kind::merged, name,
           next.empty() || next == id ? now : next);
    } else if (now != name) {
      note(TermChange::Kind::renamed, name, now);
    }
    const auto before = parents.find(record.id());
    const std::vector<std::string> none;
    const auto after = known->parents_of(*row);
    if (registry.traits.has_parents && !same_parents(before == parents.end() ? none : before->second, after))
      note(TermChange::Kind::reparented, sorted_list(before == parents.end() ? none : before->second),
           sorted_list(after));
    if (definitions && record.get("description").text() != release.text(*definitions, *row))
      note(TermChange::Kind::described, std::string(record.get("description").text()),
           std::string(release.text(*definitions, *row)));
  }
  return changes;
}

void Library::update(records::RecordStore& store, const schema::Registry& registry, const Record& newer,
                     Log& log) {
  const auto known = table(store, newer);
  const std::size_t ids = known->column(registry.ontology_id_field);
  const std::string naming = registry.naming_field().name;
  records::RecordStore::Work work = store.begin();
  const auto used = used_ids(store, registry);
  std::vector<Record> older = older_records(store, registry, newer);
  std::vector<Record*> changed;
  std::vector<std::uint32_t> rows;
  std::size_t kept = 0;
  for (Record& record : older) {
    const auto row = known->release().first_with(ids, record.get(registry.ontology_id_field).text());
    if (!row) continue;
    std::vector<Record> now = records_of(store, registry, *known, {*row}, newer.id(), nullptr);
    if (used.contains(record.id()) && now.front().get(naming) != record.get(naming)) {
      ++kept;  // what people have annotated keeps its name and its source
      continue;
    }
    for (const std::string& field :
         {naming, std::string("synonyms"), std::string("description"), std::string("source")})
      record.set(field, now.front().get(field));
    changed.push_back(&record);
    rows.push_back(*row);
  }
  store.save_all(changed);
  if (registry.traits.has_parents) {
    std::vector<std::uint32_t> above;
    const std::unordered_set<std::uint32_t> own(rows.begin(), rows.end());
    for (const std::uint32_t row : known->with_ancestors(rows))
      if (!own.contains(row)) above.push_back(row);
    std::vector<Record> parents = records_of(store, registry, *known, above, newer.id(), nullptr);
    std::unordered_set<std::string> present;
    for (const auto& row : store.values(query::Query(registry), {"uid"})) present.emplace(row.front().text());
    std::vector<Record*> added;
    for (Record& parent : parents)
      if (!present.contains(std::string(parent.uid()))) added.push_back(&parent);
    store.save_all(added);
    relink(store, registry, *known, rows);
  }
  Record source = newer;
  use_source(store, source);
  work.commit();
  log.success("updated " + std::to_string(changed.size()) + " " + registry.name + " records to " +
              known->source().title());
  if (kept > 0) {
    log.warning(std::to_string(kept) + " " + registry.name +
                " records that artifacts have were renamed in the new release and stay as they are");
  }
}

void use_source(records::RecordStore& store, Record& source) {
  records::RecordStore::Work work = store.begin();
  query::Query others(source.registry());
  others.where("entity", source.get("entity"))
      .where("organism", source.get("organism"))
      .where("name", source.get("name"))
      .where("currently_used", true);
  if (source.is_saved()) others.exclude(query::Filter::condition("id", source.id()));
  store.update(others, {{"currently_used", false}});
  source.set("currently_used", true);
  store.save(source);
  work.commit();
}

void sync_public_sources(records::RecordStore& store, bool latest, Log& log) {
  const schema::Registry& registry = store.registry("bionty.Source");
  records::RecordStore::Work work = store.begin();
  std::unordered_map<std::string, Record> present;
  for (Record& record : store.all(query::Query(registry))) {
    std::string uid(record.uid());
    present.emplace(std::move(uid), std::move(record));
  }
  std::vector<Record> added;
  std::vector<Record*> changed;
  for (const auto& one : registries::bionty::public_sources()) {
    Record made(registry);
    made.set("entity", one.entity);
    made.set("organism", one.organism);
    made.set("name", one.name);
    made.set("version", one.version);
    made.set("description", one.description);
    made.set("url", one.url);
    made.set("source_website", one.source_website);
    records::fill_defaults(store, made);
    const auto known = present.find(std::string(made.uid()));
    if (known == present.end()) {
      added.push_back(std::move(made));
      continue;
    }
    for (const char* field : {"description", "url", "source_website"})
      known->second.set(field, made.get(field));
    if (known->second.has_changes()) changed.push_back(&known->second);
  }
  for (Record& record : added) changed.push_back(&record);
  store.save_all(changed);
  for (const Record& record : added) log.success("added new source: " + records::repr(record));
  if (latest) {
    log.info("setting the latest version as currently_used...");
    std::unordered_map<std::string, Record> newest;
    std::vector<std::string> groups;
    for (Record& record : store.all(query::Query(registry).order_by({"id"}))) {
      std::string group;
      for (const char* field : {"entity", "organism", "name"})
        group.append(record.get(field).text()).append("\n");
      if (record.get("currently_used").truth()) groups.push_back(group);
      const auto known = newest.find(group);
      if (known == newest.end())
        newest.emplace(group, std::move(record));
      else if (known->second.get("version").text() < record.get("version").text())
        known->second = std::move(record);
    }
    for (const std::string& group : groups) {
      Record& record = newest.at(group);
      if (!record.get("currently_used").truth()) use_source(store, record);
    }
  }
  work.commit();
  log.success("synced up Source registry with the latest public sources");
}

}  // namespace lamin::ontologies
