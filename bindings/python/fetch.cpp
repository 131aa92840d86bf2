// Related records of many records at once: `select_related`, `prefetch_related`.
#include <map>
#include <set>

#include "query_set.hpp"
#include "record.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using Kind = schema::Relation::Kind;

constexpr const char* cache_name = "_prefetched_objects_cache";

query::Query with_keys(const schema::Registry& registry, const std::set<std::int64_t>& keys) {
  return query::Query(registry).where(registry.key().name + "__in",
                                      query::Operand(std::vector<Value>(keys.begin(), keys.end())));
}

/// Fetches relations one by one; the records that one brings are the start of what is asked beyond it.
class Fetch {
 public:
  Fetch(const DatabasePtr& database, const schema::Registry& registry)
      : database_(database), registry_(registry) {}

  void run(const nb::list& records, const std::string& path) {
    const std::size_t end = path.find("__");
    const schema::Relation* relation = database_->catalog().find_relation(registry_, path.substr(0, end));
    if (relation == nullptr || nb::len(records) == 0) return;
    relation->kind == Kind::forward ? forward(records, *relation) : many(records, *relation);
    if (end == std::string::npos) return;
    nb::list found;
    for (auto& [key, object] : objects_) found.append(object);
    Fetch(database_, *relation->target).run(found, path.substr(end + 2));
  }

 private:
  void load(const schema::Registry& target, const std::set<std::int64_t>& keys) {
    if (keys.empty()) return;
    auto rows = unlocked([&] { return database_->store().all(with_keys(target, keys)); });
    for (records::Record& row : rows) {
      const std::int64_t key = row.get(target.key().name).integer();
      objects_[key] = wrap(std::move(row), database_);
    }
  }

  void forward(const nb::list& records, const schema::Relation& relation) {
    std::set<std::int64_t> keys;
    for (nb::handle record : records) {
      const Value& key = box_of(record).record.get(relation.field->name);
      if (!key.is_null()) keys.insert(key.integer());
    }
    load(*relation.target, keys);
    const nb::object name = to_python(std::string_view(relation.field->name));
    for (nb::handle record : records) {
      const Value& key = box_of(record).record.get(relation.field->name);
      if (key.is_null()) continue;
      if (const auto found = objects_.find(key.integer()); found != objects_.end())
        cache_relation(record, name, found->second);
    }
  }

  /// (from, to) a link; the query has its own order.
  std::vector<std::vector<Value>> links(const nb::list& records, const schema::Relation& relation) {
    std::vector<Value> keys;
    for (nb::handle record : records) keys.push_back(box_of(record).record.get("id"));
    const bool by_links = relation.kind == Kind::many_to_many;
    const schema::Registry& table = by_links ? *relation.through : *relation.target;
    const schema::Field& from = by_links ? *relation.through_source : *relation.field;
    const std::string to = by_links ? relation.through_target->name : relation.target->key().name;
    query::Query query(table);
    query.where(from.name + "__in", query::Operand(std::move(keys)));
    return unlocked([&] { return database_->store().values(query, {from.name, to}); });
  }

  void many(const nb::list& records, const schema::Relation& relation) {
    const auto rows = links(records, relation);
    std::set<std::int64_t> keys;
    for (const auto& row : rows) keys.insert(row[1].integer());
    load(*relation.target, keys);
    std::map<std::int64_t, std::set<std::int64_t>> by_record;
    for (const auto& row : rows) by_record[row[0].integer()].insert(row[1].integer());
    for (nb::handle record : records) {
      nb::list related;
      for (const std::int64_t key : by_record[box_of(record).record.id()]) related.append(objects_.at(key));
      nb::object members = record.attr("__dict__");
      nb::object cache = members.attr("setdefault")(cache_name, nb::dict());
      cache[nb::str(std::string(relation.name).c_str())] = related;
    }
  }

  const DatabasePtr& database_;
  const schema::Registry& registry_;
  std::map<std::int64_t, nb::object> objects_;
};

}  // namespace

void fetch_relations(const DatabasePtr& database, const nb::list& records,
                     const std::vector<std::string>& relations) {
  if (relations.empty() || nb::len(records) == 0) return;
  const schema::Registry& registry = box_of(records[0]).registry();
  for (const std::string& path : relations) Fetch(database, registry).run(records, path);
}

std::optional<nb::list> fetched_records(nb::handle record, const std::string& relation) {
  nb::object cache = record.attr("__dict__").attr("get")(cache_name, nb::none());
  if (cache.is_none()) return std::nullopt;
  nb::object found = cache.attr("get")(relation.c_str(), nb::none());
  if (found.is_none()) return std::nullopt;
  return nb::borrow<nb::list>(found);
}

}  // namespace lamin::python
