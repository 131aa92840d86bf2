#include "remote/parcel.hpp"

#include <algorithm>

namespace lamin::remote {

using schema::Field;
using schema::Registry;

Parcel::Box* Parcel::box_of(const Registry& registry) {
  if (const auto known = by_registry_.find(&registry); known != by_registry_.end()) return known->second;
  const Registry* target = target_.catalog().find(registry.qualified_name());
  Box* box = nullptr;
  if (target != nullptr) {
    boxes_.push_back(std::make_unique<Box>());
    box = boxes_.back().get();
    box->source = &registry;
    box->target = target;
  }
  by_registry_.emplace(&registry, box);
  return box;
}

Parcel::Box* Parcel::box_of(Cell& cell) {
  if (!cell.is_looked_for) {
    cell.box = box_of(*cell.points_to);
    cell.is_looked_for = true;
  }
  return cell.box;
}

Parcel::Plan& Parcel::plan_of(const Registry& registry) {
  const auto [known, is_new] = plans_.try_emplace(&registry);
  Plan& plan = known->second;
  const Registry* target = target_.catalog().find(registry.qualified_name());
  if (!is_new || target == nullptr) return plan;
  for (std::size_t i = 0; i < registry.fields.size(); ++i) {
    const Field& field = registry.fields[i];
    const Field* same = field.is_key() ? nullptr : target->find_field(field.name);
    const bool comes_along = travels(registry, field);
    Cell cell{.from = i, .field = &field};
    if (comes_along) cell.points_to = &source_.registry(field.target);
    if (comes_along) plan.relations.push_back(cell);
    if (same == nullptr) continue;
    cell.to = target->index_of(*same);
    cell.may_be_null = same->nullable;
    // Links of a transfer belong to no run.
    if (field.source == schema::Source::current_run && registry.traits.is_link)
      plan.without_run.push_back(cell.to);
    if (!field.is_relation() || comes_along) plan.copied.push_back(cell);
  }
  for (const auto& field : target->fields) {
    if (field.name == "run" && field.target == "lamindb.Run")
      plan.with_run.push_back(target->index_of(field));
  }
  return plan;
}

std::int64_t Parcel::id_of(const Registry& registry, std::int64_t source_id) const {
  return by_registry_.at(&registry)->ids.at(source_id);
}

std::vector<Parcel::Summary> Parcel::summary() const {
  std::vector<Summary> all;
  for (const auto& box : boxes_) {
    Summary summary;
    summary.registry = box->target;
    const auto add = [&](std::int64_t source_id) {
      const auto id = box->ids.find(source_id);
      if (id == box->ids.end()) return;
      (box->added.contains(source_id) ? summary.transferred : summary.mapped).push_back(id->second);
    };
    // What was asked for comes before what it needs.
    for (const auto& [source_id, row] : box->rows) {
      if (box->roots.contains(source_id)) add(source_id);
    }
    for (const auto& [source_id, row] : box->rows) {
      if (!box->roots.contains(source_id)) add(source_id);
    }
    all.push_back(std::move(summary));
  }
  return all;
}

}  // namespace lamin::remote
