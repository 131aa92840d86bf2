// Removal of records with what depends on them, as the declarations say: links and parts go along, other
// records protect what they refer to, some lose the reference.

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/compile.hpp"
#include "records/caches.hpp"
#include "records/rows.hpp"

namespace lamin::records {
namespace {

using Ids = std::vector<std::int64_t>;

// Keeps statements below the databases' limit of parameters.
constexpr std::size_t most_ids_of_statement = 10'000;

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

  /// Names of the fields that protect one of the rows, as "ULabel.type"; empty if they may go.
  std::vector<std::string> collect(const schema::Registry& registry, const Ids& ids);
  void run();

 private:
  struct Rows {
    const schema::Registry* registry;
    const schema::Field* field;  // whose values are `ids`
    Ids ids;
  };

  bool is_protected(const Referrer& referrer, const Ids& ids);
  bool depends_on_it(const Referrer& referrer) { return !store_.referrers(*referrer.registry).empty(); }
  Ids unseen_keys(const Referrer& referrer, const Ids& ids);

  RecordStore& store_;
  std::unordered_map<const schema::Registry*, std::unordered_set<std::int64_t>> seen_;
  std::vector<Rows> emptied_;
  std::vector<Rows> removed_;
};

std::vector<std::string> RecordStore::Remover::collect(const schema::Registry& registry, const Ids& ids) {
  seen_[&registry].insert(ids.begin(), ids.end());
  removed_.push_back({&registry, &registry.key(), ids});
  std::vector<std::string> protecting;
  for (const Referrer& referrer : store_.referrers(registry)) {
    if (is_protected(referrer, ids))
      protecting.push_back(referrer.registry->name + "." + referrer.field->name);
  }
  return protecting;
}

bool RecordStore::Remover::is_protected(const Referrer& referrer, const Ids& ids) {
  if (referrer.field->on_delete == schema::OnDelete::set_null) {
    emptied_.push_back({referrer.registry, referrer.field, ids});
    return false;
  }
  if (referrer.field->on_delete == schema::OnDelete::protect) {
    bool found = false;
    in_parts(ids, [&](auto part) {
      found = found || store_.exists(where_in(*referrer.registry, *referrer.field, part));
    });
    return found;
  }
  if (!depends_on_it(referrer)) {
    removed_.push_back({referrer.registry, referrer.field, ids});
    return false;
  }
  const Ids dependent = unseen_keys(referrer, ids);
  return !dependent.empty() && !collect(*referrer.registry, dependent).empty();
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

void RecordStore::remove_ids(const schema::Registry& registry, const Ids& ids) {
  Remover remover(*this);
  std::vector<std::string> protecting = remover.collect(registry, ids);
  if (protecting.empty()) return remover.run();
  for (std::string& name : protecting) name = "'" + name + "'";
  throw Error{ErrorCode::record_protected,
              "Cannot delete some instances of model '" + registry.name +
                  "' because they are referenced through protected foreign keys: " + join(protecting, ", ") +
                  "."};
}

void RecordStore::remove(Record& record) {
  if (!record.is_saved()) {
    throw Error{ErrorCode::invalid_value,
                record.registry().name + " object can't be deleted because its id attribute is set to None."};
  }
  Work work(*this);
  remove_ids(record.registry(), {record.id()});
  work.commit();
  record.mark_removed();
}

std::int64_t RecordStore::remove_all(const query::Query& query) {
  Work work(*this);
  Ids ids;
  for (const auto& row : values(query, {query.registry().key().name})) ids.push_back(row.front().integer());
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (!ids.empty()) remove_ids(query.registry(), ids);
  work.commit();
  return static_cast<std::int64_t>(ids.size());
}

}  // namespace lamin::records
