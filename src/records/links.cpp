// Relations between records.

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/compile.hpp"
#include "records/rows.hpp"
#include "records/store.hpp"

namespace lamin::records {
namespace {

using schema::Relation;

constexpr std::size_t most_ids_of_condition = 500;

query::Operand operand_of(std::span<const std::int64_t> ids) {
  return query::Operand(std::vector<Value>(ids.begin(), ids.end()));
}

void expect_to_many(const Relation& relation) {
  if (relation.kind != Relation::Kind::forward) return;
  throw Error{ErrorCode::invalid_argument,
              "`" + std::string(relation.name) + "` is a single record; set the field"};
}

}  // namespace

const Relation& RecordStore::relation_of(const Record& record, std::string_view name) const {
  if (const Relation* found = catalog_->find_relation(record.registry(), name)) return *found;
  std::vector<std::string> names;
  for (const Relation& relation : catalog_->relations(record.registry())) {
    if (!relation.is_hidden()) names.emplace_back(relation.name);
  }
  Error error{ErrorCode::unknown_field,
              record.registry().display_name() + " has no relation '" + std::string(name) + "'"};
  if (const auto near = nearest(name, names)) throw std::move(error).hint("Did you mean '" + *near + "'?");
  throw error;
}

query::Query RecordStore::related(const Record& record, std::string_view name) const {
  const Relation& relation = relation_of(record, name);
  query::Query query(*relation.target);
  const std::string& key = relation.target->key().name;
  if (relation.kind == Relation::Kind::forward)
    return query.where(key, record.get(relation.field->name)), query;
  if (relation.kind == Relation::Kind::backward) return query.where(relation.field->name, record.id()), query;
  query::Query links(*relation.through);
  links.where(relation.through_source->name, record.id()).select(relation.through_target->name);
  query.where(key + "__in", query::Operand(std::move(links)));
  return query;
}

// Ids that are linked already; with `extra`, by a link that says the same.
std::vector<std::int64_t> RecordStore::linked(const Record& record, const Relation& relation,
                                              const Assignments& extra, std::span<const std::int64_t> among) {
  const bool has_links = relation.kind == Relation::Kind::many_to_many;
  query::Query query(has_links ? *relation.through : *relation.target);
  query.where(has_links ? relation.through_source->name : relation.field->name, record.id());
  if (has_links) {
    for (const auto& [name, value] : extra) {
      if (!value.is_null()) query.where(name, value);
    }
  }
  const std::string& target = has_links ? relation.through_target->name : relation.target->key().name;
  // One link more must not cost a look at all there are.
  if (!among.empty() && among.size() <= most_ids_of_condition)
    query.where(target + "__in", operand_of(among));
  std::vector<std::int64_t> ids;
  for (const auto& row : values(query, {target})) ids.push_back(row.front().integer());
  return ids;
}

void RecordStore::add_rows(const Record& record, const Relation& relation, std::span<const std::int64_t> ids,
                           const Assignments& extra) {
  if (ids.empty()) return;
  if (relation.kind == Relation::Kind::backward) {
    query::Query members(*relation.target);
    update(members.where(relation.target->key().name + "__in", operand_of(ids)),
           {{relation.field->name, record.id()}});
    return;
  }
  std::vector<Record> links(ids.size(), Record(*relation.through));
  std::vector<Record*> added;
  for (std::size_t index = 0; index < ids.size(); ++index) {
    Record& link = links[index];
    for (const auto& [name, value] : extra) link.set(name, value);
    link.set(relation.through_source->name, record.id());
    link.set(relation.through_target->name, ids[index]);
    added.push_back(&link);
  }
  save_all(added);
}

void RecordStore::add_links(const Record& record, std::string_view name, std::span<const std::int64_t> ids,
                            const Assignments& extra, sql::Durability durability) {
  const Relation& relation = relation_of(record, name);
  expect_to_many(relation);
  Work work(*this);
  const std::vector<std::int64_t> present = linked(record, relation, extra, ids);
  std::unordered_set<std::int64_t> known(present.begin(), present.end());
  std::vector<std::int64_t> missing;
  for (const std::int64_t id : ids) {
    if (known.insert(id).second) missing.push_back(id);
  }
  add_rows(record, relation, missing, extra);
  work.commit(durability);
}

void RecordStore::remove_rows(const Record& record, const Relation& relation,
                              std::span<const std::int64_t> ids) {
  if (ids.empty()) return;
  if (relation.kind == Relation::Kind::backward) {
    query::Query members(*relation.target);
    members.where(relation.field->name, record.id());
    update(members.where(relation.target->key().name + "__in", operand_of(ids)),
           {{relation.field->name, nullptr}});
    return;
  }
  query::Query links(*relation.through);
  links.where(relation.through_source->name, record.id());
  run_delete(links.where(relation.through_target->name + "__in", operand_of(ids)));
}

void RecordStore::remove_links(const Record& record, std::string_view name,
                               std::span<const std::int64_t> ids) {
  const Relation& relation = relation_of(record, name);
  expect_to_many(relation);
  Work work(*this);
  remove_rows(record, relation, ids);
  work.commit();
}

void RecordStore::set_links(const Record& record, std::string_view name, std::span<const std::int64_t> ids) {
  const Relation& relation = relation_of(record, name);
  expect_to_many(relation);
  Work work(*this);
  std::unordered_set<std::int64_t> wanted(ids.begin(), ids.end());
  std::vector<std::int64_t> excess;
  for (const std::int64_t id : linked(record, relation, {}, {})) {
    if (wanted.erase(id) == 0) excess.push_back(id);
  }
  remove_rows(record, relation, excess);
  std::vector<std::int64_t> missing;
  for (const std::int64_t id : ids) {
    if (wanted.erase(id) > 0) missing.push_back(id);
  }
  add_rows(record, relation, missing, {});
  work.commit();
}

std::int64_t RecordStore::run_delete(const query::Query& query) {
  const auto compiled = query::compile_delete(query, *catalog_, connection_->dialect());
  auto& statement = connection_->cached(compiled.sql);
  bind_all(statement, compiled.parameters);
  return statement.run();
}

}  // namespace lamin::records
