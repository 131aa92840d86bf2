#include <algorithm>

#include "base/error.hpp"
#include "records/record.hpp"
#include "remote/parcel.hpp"

namespace lamin::remote {
namespace {

using records::Record;
using schema::Field;
using schema::Registry;

// FeatureValue, ParamValue: no uid; the same are values of the same feature.
const Field* owner_of_value(const Registry& registry) {
  if (registry.find_field("uid") != nullptr || registry.find_field("value") == nullptr) return nullptr;
  const Field* feature = registry.find_field("feature");
  return feature != nullptr ? feature : registry.find_field("param");
}

std::string value_key(std::int64_t owner, const Value& value) {
  return std::to_string(owner) + " " + to_json(value).compact_text();
}

}  // namespace

std::int64_t Parcel::run_id() {
  if (!run_id_) run_id_ = make_run_();
  return *run_id_;
}

void Parcel::unpack(const std::function<std::int64_t()>& run) {
  make_run_ = run;
  for (const auto& box : boxes_) map_known(*box);
  while (insert_ready(false) || insert_ready(true)) {
  }
  close_open_relations();
  for (auto& links : links_) unpack_links(links);
}

// Others may have written since the parcel was packed.
void Parcel::map_known(Box& box) {
  std::vector<const Record*> missing;
  std::vector<std::int64_t> ids;
  for (const auto& [id, row] : box.rows) {
    if (box.ids.contains(id)) continue;
    missing.push_back(&row);
    ids.push_back(id);
  }
  for (const auto& [position, id] : find_same(target_, *box.target, missing))
    box.ids.emplace(ids[position], id);
}

// Whether all that the row points to is in the target.
bool Parcel::is_ready(const Record& row, Plan& plan) {
  return std::ranges::all_of(plan.relations, [&](Cell& cell) {
    const Value& value = row.at(cell.from);
    const Box* other = value.is_null() ? nullptr : box_of(cell);
    return other == nullptr || !other->rows.contains(value.integer()) || other->ids.contains(value.integer());
  });
}

Record Parcel::copy_of(const Record& row, Plan& plan, const Registry& registry, bool leave_open) {
  Record copy(registry);
  for (const auto index : plan.without_run) copy.set_at(index, nullptr);
  for (Cell& cell : plan.copied) {
    const Value& value = row.at(cell.from);
    if (value.is_null()) continue;
    if (cell.points_to == nullptr) {
      copy.set_at(cell.to, value);
      continue;
    }
    const Box* other = box_of(cell);
    const auto id = other == nullptr ? std::unordered_map<std::int64_t, std::int64_t>::const_iterator{}
                                     : other->ids.find(value.integer());
    if (other != nullptr && id != other->ids.end()) {
      copy.set_at(cell.to, id->second);
    } else if (!leave_open && !cell.may_be_null) {
      throw Error{ErrorCode::invalid_value, "A record points to one that cannot be transferred"}
          .with("registry", registry.qualified_name())
          .with("field", cell.field->name);
    }
  }
  return copy;
}

bool Parcel::insert_ready(bool leave_open) {
  bool any = false;
  for (const auto& box : boxes_) {
    if (owner_of_value(*box->source) != nullptr) map_values(*box);
    Plan& plan = plan_of(*box->source);
    std::vector<Record> copies;
    std::vector<std::int64_t> sources;
    for (const auto& [id, row] : box->rows) {
      if (box->ids.contains(id) || (!leave_open && !is_ready(row, plan))) continue;
      copies.push_back(copy_of(row, plan, *box->target, leave_open));
      sources.push_back(id);
    }
    if (copies.empty()) continue;
    std::vector<Record*> pointers;
    for (auto& copy : copies) {
      for (const auto index : plan.with_run) copy.set_at(index, run_id());
      pointers.push_back(&copy);
    }
    target_.save_all(pointers);
    any = true;
    for (std::size_t i = 0; i < copies.size(); ++i) {
      box->ids.emplace(sources[i], copies[i].id());
      box->added.insert(sources[i]);
      if (leave_open) note_open(*box, sources[i], copies[i]);
    }
    if (leave_open) return true;
  }
  return any;
}

void Parcel::note_open(const Box& box, std::int64_t source_id, const Record& copy) {
  const Record& row = box.rows.at(source_id);
  for (const Cell& cell : plan_of(*box.source).relations) {
    const Value& value = row.at(cell.from);
    if (!value.is_null() && copy.get(cell.field->name).is_null())
      open_.push_back({box.target, copy.id(), cell.field, value.integer()});
  }
}

// Of a circle of records one is inserted with nothing in its place; now the others are there.
void Parcel::close_open_relations() {
  for (const auto& open : open_) {
    const Box* other = box_of(source_.registry(open.field->target));
    if (other == nullptr || !other->ids.contains(open.source_id)) continue;
    query::Query query(*open.registry);
    target_.update(query.where("id", open.id), {{open.field->name, other->ids.at(open.source_id)}});
  }
}

void Parcel::map_values(Box& box) {
  const Field& owner = *owner_of_value(*box.source);
  const Box* owners = box_of(source_.registry(owner.target));
  std::vector<Value> owner_ids;
  std::unordered_map<std::string, std::int64_t> wanted;
  for (const auto& [id, row] : box.rows) {
    if (box.ids.contains(id) || row.get(owner.name).is_null()) continue;
    const auto mapped = owners->ids.find(row.get(owner.name).integer());
    if (mapped == owners->ids.end()) continue;
    owner_ids.emplace_back(mapped->second);
    wanted.emplace(value_key(mapped->second, row.get("value")), id);
  }
  if (owner_ids.empty()) return;
  query::Query query(*box.target);
  query.where(owner.name + "_id__in", query::Operand(std::move(owner_ids)));
  for (const auto& row : target_.all(query)) {
    const auto found = wanted.find(value_key(row.get(owner.name).integer(), row.get("value")));
    if (found != wanted.end()) box.ids.emplace(found->second, row.id());
  }
}

}  // namespace lamin::remote
