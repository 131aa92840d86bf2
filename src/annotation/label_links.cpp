#include "annotation/label_links.hpp"

#include <set>

#include "base/error.hpp"

namespace lamin::annotation {
namespace {

using records::Record;

}  // namespace

void LabelLinks::add(const Record& label, std::optional<std::int64_t> feature) {
  add(label.registry(), label.id(), feature);
}

void LabelLinks::add(const schema::Registry& registry, std::int64_t label,
                     std::optional<std::int64_t> feature) {
  const schema::Relation* relation = label_relation(store_.catalog(), host_.registry(), registry);
  if (relation == nullptr)
    throw Error(ErrorCode::invalid_value, "Can't add labels to " + registry.display_name() + " record!")
        .hint("Records of " + registry.display_name() + " cannot be labels of " +
              host_.registry().display_name() + " records.");
  wanted_[relation].emplace_back(label, feature);
}

void LabelLinks::save() {
  for (const auto& [relation, pairs] : wanted_) save(*relation, pairs);
  wanted_.clear();
}

void LabelLinks::save(const schema::Relation& relation, const std::vector<Pair>& pairs) {
  const std::string& host = relation.through_source->name;
  const std::string& label = relation.through_target->name;
  std::vector<Value> labels;
  for (const Pair& pair : pairs) labels.emplace_back(pair.first);
  query::Query present(*relation.through);
  present.where(host, host_.id()).where(label + "__in", query::Operand(labels));
  std::set<Pair> known;
  std::set<std::int64_t> bare, linked;
  for (const auto& row : store_.values(present, {label, "feature"})) {
    const std::int64_t id = row[0].integer();
    known.emplace(id, row[1].is_null() ? std::nullopt : std::optional(row[1].integer()));
    (row[1].is_null() ? bare : linked).insert(id);
  }
  std::vector<Record> rows;
  std::vector<Value> replaced;
  for (const Pair& pair : pairs) {
    const bool has_link = !pair.second && (linked.contains(pair.first) || bare.contains(pair.first));
    if (pair.second && bare.erase(pair.first) > 0) replaced.emplace_back(pair.first);
    if (has_link || !known.insert(pair).second) continue;
    Record& row = rows.emplace_back(*relation.through);
    row.set(host, host_.id());
    row.set(label, pair.first);
    if (pair.second) row.set("feature", *pair.second);
  }
  std::vector<Record*> added;
  for (Record& row : rows) added.push_back(&row);
  store_.save_all(added);
  if (replaced.empty()) return;
  query::Query without(*relation.through);
  without.where(host, host_.id()).where("feature__isnull", true);
  store_.remove_all(without.where(label + "__in", query::Operand(std::move(replaced))));
}

}  // namespace lamin::annotation
