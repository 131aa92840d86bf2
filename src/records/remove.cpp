// Removal of records with what depends on them, as the declarations say: links and parts go along, other
// records protect what they refer to, some lose the reference.

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/compile.hpp"
#include "records/caches.hpp"
#include "records/rows.hpp"
#include "records/which_exist.hpp"

namespace lamin::records {
namespace {

using Ids = std::vector<std::int64_t>;

// Keeps statements below the databases' limit of parameters.
constexpr std::size_t most_ids_of_statement = 10'000;
// Of the rows of one registry that protect others, an error names so many.
constexpr std::int64_t most_keys_shown = 1000;
// What refers to so many rows is asked in one statement, before each table is gone through.
constexpr std::size_t few_ids = 100;

query::Query where_in(const schema::Registry& registry, const schema::Field& field,
                      std::span<const std::int64_t> ids) {
  return query::Query(registry).where(field.name + "__in", std::vector<Value>(ids.begin(), ids.end()));
}

template <class Act>
void in_parts(std::span<const std::int64_t> ids, Act act) {
  while (!ids.empty()) {
    const std::size_t count = std::min(most_ids_of_statement, ids.size());
    act(ids.first(count));
    ids = ids.subspan(count);
  }
}

}  // namespace

// Collects first and removes then, so that nothing is removed if something is protected.
class RecordStore::Remover {
 public:
  explicit Remover(RecordStore& store) : store_(store) {}

  /// What refers to one of the rows and protects it.
  struct Protection {
    std::string field;  // of what would go along, "ULabel.type"
    const schema::Registry* registry;
    Ids keys;  // of the rows that refer to it; not more than people can look at
  };

  void collect(const schema::Registry& registry, const Ids& ids);
  /// Empty if the rows may go.
  const std::vector<Protection>& protections() const { return protections_; }
  void run();

 private:
  struct Rows {
    const schema::Registry* registry;
    const schema::Field* field;  // whose values are `ids`
    Ids ids;
  };

  /// Those that may refer to one of the rows: none of the others does.
  std::vector<const Referrer*> in_use(const std::vector<Referrer>& referrers, const Ids& ids);
  void follow(const Referrer& referrer, const Ids& ids);
  void look_for_protection(const Referrer& referrer, const Ids& ids);
  static std::string name_of(const Referrer& referrer) {
    return referrer.registry->name + "." + referrer.field->name;
  }
  bool depends_on_it(const Referrer& referrer) { return !store_.referrers(*referrer.registry).empty(); }
  Ids unseen_keys(const Referrer& referrer, const Ids& ids);

  RecordStore& store_;
  std::unordered_map<const schema::Registry*, std::unordered_set<std::int64_t>> seen_;
  std::vector<Protection> protections_;
  std::vector<Rows> emptied_;
  std::vector<Rows> removed_;
};

void RecordStore::Remover::collect(const schema::Registry& registry, const Ids& ids) {
  seen_[&registry].insert(ids.begin(), ids.end());
  removed_.push_back({&registry, &registry.key(), ids});
  for (const Referrer* referrer : in_use(store_.referrers(registry), ids)) follow(*referrer, ids);
}

std::vector<const RecordStore::Referrer*> RecordStore::Remover::in_use(const std::vector<Referrer>& referrers,
                                                                       const Ids& ids) {
  std::vector<query::Query> rows;
  if (ids.size() <= few_ids)
    for (const Referrer& one : referrers) rows.push_back(where_in(*one.registry, *one.field, ids));
  const std::vector<bool> refers = which_exist(store_, rows);
  std::vector<const Referrer*> found;
  for (std::size_t i = 0; i < referrers.size(); ++i)
    if (refers.empty() || refers[i]) found.push_back(&referrers[i]);
  return found;
}

void RecordStore::Remover::follow(const Referrer& referrer, const Ids& ids) {
  if (referrer.field->on_delete == schema::OnDelete::set_null) {
    emptied_.push_back({referrer.registry, referrer.field, ids});
  } else if (referrer.field->on_delete == schema::OnDelete::protect) {
    look_for_protection(referrer, ids);
  } else if (!depends_on_it(referrer)) {
    removed_.push_back({referrer.registry, referrer.field, ids});
  } else if (const Ids dependent = unseen_keys(referrer, ids); !dependent.empty()) {
    const std::size_t known = protections_.size();
    collect(*referrer.registry, dependent);
    for (std::size_t i = known; i < protections_.size(); ++i) protections_[i].field = name_of(referrer);
  }
}

void RecordStore::Remover::look_for_protection(const Referrer& referrer, const Ids& ids) {
  Protection protection{name_of(referrer), referrer.registry, {}};
  const std::string& key = referrer.registry->key().name;
  in_parts(ids, [&](auto part) {
    query::Query rows = where_in(*referrer.registry, *referrer.field, part);
    rows.order_by({key}).limit(most_keys_shown - static_cast<std::int64_t>(protection.keys.size()));
    for (const auto& row : store_.values(rows, {key})) protection.keys.push_back(row.front().integer());
  });
  if (!protection.keys.empty()) protections_.push_back(std::move(protection));
}

Ids RecordStore::Remover::unseen_keys(const Referrer& referrer, const Ids& ids) {
  Ids keys;
  auto& seen = seen_[referrer.registry];
  in_parts(ids, [&](auto part) {
    for (const auto& row : store_.values(where_in(*referrer.registry, *referrer.field, part),
                                         {referrer.registry->key().name})) {
      if (!seen.contains(row.front().integer())) keys.push_back(row.front().integer());
    }
  });
  return keys;
}

void RecordStore::Remover::run() {
  for (const Rows& rows : emptied_) {
    in_parts(rows.ids, [&](auto part) {
      store_.update(where_in(*rows.registry, *rows.field, part), {{rows.field->name, nullptr}});
    });
  }
  std::ranges::reverse(removed_);
  for (const Rows& rows : removed_) {
    in_parts(rows.ids, [&](auto part) { store_.run_delete(where_in(*rows.registry, *rows.field, part)); });
    const auto texts = store_.caches_->texts.find(rows.registry);
    if (texts == store_.caches_->texts.end()) continue;
    if (!rows.field->is_key()) {
      store_.forget_texts(*rows.registry);
      continue;
    }
    for (const std::int64_t id : rows.ids) texts->second->remove(id);
  }
}

void RecordStore::remove_ids(Work& work, const schema::Registry& registry, const Ids& ids) {
  Remover remover(*this);
  remover.collect(registry, ids);
  if (remover.protections().empty()) return remover.run();
  work.leave();
  std::vector<std::string> fields;
  for (const auto& one : remover.protections()) {
    std::string name = "'" + one.field + "'";
    if (std::ranges::find(fields, name) == fields.end()) fields.push_back(std::move(name));
  }
  Error error{ErrorCode::record_protected,
              "Cannot delete some instances of model '" + registry.name +
                  "' because they are referenced through protected foreign keys: " + join(fields, ", ") +
                  "."};
  for (const auto& one : remover.protections()) {
    std::vector<std::string> keys;
    for (const std::int64_t key : one.keys) keys.push_back(std::to_string(key));
    error.with(one.registry->qualified_name(), join(keys, " "));
  }
  throw error;
}

void RecordStore::remove(Record& record) {
  if (!record.is_saved()) {
    throw Error{ErrorCode::invalid_value,
                record.registry().name + " object can't be deleted because its id attribute is set to None."};
  }
  Work work(*this);
  remove_ids(work, record.registry(), {record.id()});
  work.commit();
  record.mark_removed();
}

std::int64_t RecordStore::remove_all(const query::Query& query) {
  Work work(*this);
  Ids ids;
  for (const auto& row : values(query, {query.registry().key().name})) ids.push_back(row.front().integer());
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (!ids.empty()) remove_ids(work, query.registry(), ids);
  work.commit();
  return static_cast<std::int64_t>(ids.size());
}

}  // namespace lamin::records
