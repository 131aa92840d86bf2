// Records of terms into the database, with what stands above them.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "curation/messages.hpp"
#include "ontologies/library.hpp"

namespace lamin::ontologies {
namespace {

using records::Record;
using Pairs = std::vector<std::pair<std::string, std::string>>;  // ids of child and parent

bool has_parents(const schema::Registry& registry) {
  return registry.traits.has_parents && registry.find_field("ontology_id") != nullptr;
}

std::vector<Value> values_of(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.emplace_back(text);
  return values;
}

/// Ids of the records that have these ontology ids.  Of several the one of the source, then the oldest.
std::unordered_map<std::string, std::int64_t> ids_of(records::RecordStore& store,
                                                     const schema::Registry& registry,
                                                     const std::vector<std::string>& ontology_ids) {
  std::unordered_map<std::string, std::int64_t> ids;
  query::Query query(registry);
  query.where("ontology_id__in", query::Operand(values_of(ontology_ids))).order_by({"id"});
  for (const auto& row : store.values(query, {"ontology_id", "id"}))
    ids.emplace(row[0].text(), row[1].integer());
  return ids;
}

/// Links child and parent where both are there and not linked yet.  Returns how many it has made.
std::size_t link_parents(records::RecordStore& store, const schema::Registry& registry, const Pairs& pairs,
                         const std::unordered_map<std::string, std::int64_t>& ids) {
  const schema::Relation* relation = store.catalog().find_relation(registry, "parents");
  if (relation == nullptr || pairs.empty()) return 0;
  std::set<std::pair<std::int64_t, std::int64_t>> wanted;
  std::vector<Value> children;
  for (const auto& [child, parent] : pairs) {
    const auto from = ids.find(child), to = ids.find(parent);
    if (from == ids.end() || to == ids.end()) continue;
    wanted.emplace(from->second, to->second);
    children.emplace_back(from->second);
  }
  if (wanted.empty()) return 0;
  const std::string& source = relation->through_source->name;
  const std::string& target = relation->through_target->name;
  query::Query present(*relation->through);
  present.where(source + "__in", query::Operand(std::move(children)));
  for (const auto& row : store.values(present, {source, target}))
    wanted.erase({row[0].integer(), row[1].integer()});
  std::vector<Record> links(wanted.size(), Record(*relation->through));
  std::vector<Record*> pointers;
  auto link = links.begin();
  for (const auto& [from, to] : wanted) {
    link->set(source, from);
    link->set(target, to);
    pointers.push_back(&*link++);
  }
  store.save_all(pointers);
  return links.size();
}

void say_parents(Log& log, const schema::Registry& registry, const std::vector<std::string>& parents,
                 const std::unordered_map<std::string, std::int64_t>& present) {
  curation::Found found;
  for (const std::string& parent : parents)
    (present.contains(parent) ? found.by_name : found.made_by_name).push_back(parent);
  curation::say_found(log, curation::scope_of(query::Query(registry), "ontology_id"), found);
}

/// New records of one registry and source, and everything above them.
void save_group(records::RecordStore& store, const PublicTable& table, std::int64_t source_id,
                const std::vector<Record*>& records, Log& log) {
  const schema::Registry& registry = records.front()->registry();
  const std::size_t id_column = table.column("ontology_id");
  std::vector<std::uint32_t> own;
  std::unordered_set<std::string> given;
  for (const Record* record : records) {
    given.emplace(record->get("ontology_id").text());
    if (const auto row = table.row_of_id(record->get("ontology_id").text())) own.push_back(*row);
  }
  const std::vector<std::uint32_t> all = table.with_ancestors(own);
  std::vector<std::string> ontology_ids(given.begin(), given.end());
  Pairs own_pairs, pairs_above;
  std::unordered_set<std::string> parents;
  for (const std::uint32_t row : all) {
    const std::string id(table.release().text(id_column, row));
    const bool is_own = given.contains(id);
    if (!is_own) ontology_ids.push_back(id);
    for (std::string& parent : table.parents_of(row)) {
      if (is_own) parents.insert(parent);
      (is_own ? own_pairs : pairs_above).emplace_back(id, std::move(parent));
    }
  }
  const auto present = ids_of(store, registry, ontology_ids);
  std::vector<std::uint32_t> missing;
  for (const std::uint32_t row : all) {
    const std::string id(table.release().text(id_column, row));
    if (!given.contains(id) && !present.contains(id)) missing.push_back(row);
  }
  // As lamindb numbers them: the parents of one record, then what stands above in the order of the table; of
  // several records all in that order.
  const auto is_parent = [&](std::uint32_t row) {
    return records.size() == 1 && parents.contains(std::string(table.release().text(id_column, row)));
  };
  const auto rest = std::ranges::stable_partition(missing, is_parent);
  std::ranges::sort(rest);
  if (records.size() == 1 && own.size() == 1)
    say_parents(log, registry, table.parents_of(own.front()), present);
  // One after the other: what stands above is newer.
  store.save_all(records);
  const auto count = static_cast<std::size_t>(std::distance(missing.begin(), rest.begin()));
  std::vector<Record> above = records_of(store, registry, table, missing, source_id, nullptr);
  std::vector<Record*> added;
  for (Record& record : above) added.push_back(&record);
  store.save_all(std::span(added).first(count));
  store.save_all(std::span(added).subspan(count));
  const auto ids = ids_of(store, registry, ontology_ids);
  link_parents(store, registry, pairs_above, ids);
  link_parents(store, registry, own_pairs, ids);
}

void note_in_db(records::RecordStore& store, const Record& source) {
  Record changed = source;
  changed.set("in_db", true);
  store.save(changed);
}

bool is_obsolete(std::string_view name) {
  return name.starts_with("obsolete") || name.starts_with("Obsolete");
}

}  // namespace

void relink(records::RecordStore& store, const schema::Registry& registry, const PublicTable& table,
            const std::vector<std::uint32_t>& rows) {
  const std::size_t id_column = table.column("ontology_id");
  Pairs pairs;
  std::vector<std::string> children, all;
  for (const std::uint32_t row : rows) {
    children.emplace_back(table.release().text(id_column, row));
    for (std::string& parent : table.parents_of(row)) pairs.emplace_back(children.back(), std::move(parent));
  }
  for (const std::uint32_t row : table.with_ancestors(rows)) {
    all.emplace_back(table.release().text(id_column, row));
    for (std::string& parent : table.parents_of(row)) pairs.emplace_back(all.back(), std::move(parent));
  }
  const auto ids = ids_of(store, registry, all);
  const schema::Relation* relation = store.catalog().find_relation(registry, "parents");
  std::vector<Value> own;
  for (const std::string& child : children)
    if (const auto id = ids.find(child); id != ids.end()) own.emplace_back(id->second);
  query::Query links(*relation->through);
  store.remove_all(links.where(relation->through_source->name + "__in", query::Operand(std::move(own))));
  link_parents(store, registry, pairs, ids);
}

void Library::save(records::RecordStore& store, std::span<Record* const> records, Log& log) {
  std::map<std::pair<const schema::Registry*, std::int64_t>, std::vector<Record*>> groups;
  std::vector<Record*> others;
  for (Record* record : records) {
    const schema::Registry& registry = record->registry();
    const bool is_term = !record->is_saved() && has_parents(registry) &&
                         registry.find_field("source") != nullptr && !record->get("source").is_null() &&
                         !record->get("ontology_id").is_null();
    if (is_term)
      groups[{&registry, record->get("source").integer()}].push_back(record);
    else
      others.push_back(record);
  }
  records::RecordStore::Work work = store.begin();
  if (!others.empty()) store.save_all(others);
  for (const auto& [key, group] : groups) {
    std::shared_ptr<const PublicTable> known;
    try {
      const auto source = store.find_by_id(store.registry("bionty.Source"), key.second);
      if (source) known = table(store, *source);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::file_missing && error.code() != ErrorCode::unsupported) throw;
    }
    if (known == nullptr || !known->release().find_column("parents"))
      store.save_all(group);
    else
      save_group(store, *known, key.second, group, log);
  }
  work.commit();
}

Imported Library::import_source(records::RecordStore& store, const schema::Registry& registry,
                                const Record& source, Log& log) {
  const auto known = table(store, source);
  const Release& release = known->release();
  log.info("importing " + registry.name + " records from " + known->source().title());
  std::optional<Record> organism;
  if (registry.find_field("organism") != nullptr)
    organism = this->organism(store, source.get("organism").text(), log);
  std::vector<std::uint32_t> rows(release.rows());
  for (std::uint32_t row = 0; row < rows.size(); ++row) rows[row] = row;
  std::vector<Record> all =
      records_of(store, registry, *known, rows, source.id(), organism ? &*organism : nullptr);

  records::RecordStore::Work work = store.begin();
  std::unordered_set<std::string> present;
  query::Query everything(registry);
  for (const auto& row : store.values(everything, {"uid"})) present.emplace(row.front().text());
  std::vector<Record*> added;
  for (Record& record : all)
    if (present.insert(std::string(record.uid())).second) added.push_back(&record);
  log.info("adding " + std::to_string(added.size()) + " new records");
  store.save_all(added);
  Imported imported{added.size(), 0};
  if (has_parents(registry) && release.find_column("parents")) {
    const std::size_t ids = known->column("ontology_id"), names = known->column("name");
    Pairs pairs;
    std::vector<std::string> ontology_ids;
    for (const std::uint32_t row : rows) {
      ontology_ids.emplace_back(release.text(ids, row));
      if (is_obsolete(release.text(names, row))) continue;
      for (std::string& parent : known->parents_of(row))
        pairs.emplace_back(ontology_ids.back(), std::move(parent));
    }
    imported.links = link_parents(store, registry, pairs, ids_of(store, registry, ontology_ids));
    log.info("adding " + std::to_string(imported.links) + " parents/children links");
  }
  note_in_db(store, source);
  work.commit();
  log.success("import is completed!");
  return imported;
}

}  // namespace lamin::ontologies
