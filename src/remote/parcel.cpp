#include "remote/parcel.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "records/record.hpp"

namespace lamin::remote {
namespace {

using records::Record;
using schema::Field;
using schema::Registry;

query::Operand operand_of(std::vector<Value> values) {
  return query::Operand(std::move(values));
}

bool is_core(const Registry& registry, std::string_view name) {
  return registry.module == "lamindb" && registry.name == name;
}

// FeatureValue, ParamValue: no uid; the same are values of the same feature.
const Field* owner_of_value(const Registry& registry) {
  if (registry.find_field("uid") != nullptr || registry.find_field("value") == nullptr) return nullptr;
  const Field* feature = registry.find_field("feature");
  return feature != nullptr ? feature : registry.find_field("param");
}

/// What makes two links the same.
struct LinkEnds {
  std::int64_t owner, other, feature;
  bool operator==(const LinkEnds&) const = default;
};
struct HashOfEnds {
  std::size_t operator()(const LinkEnds& ends) const {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    std::uint64_t mixed = static_cast<std::uint64_t>(ends.owner) * odd;
    mixed = (mixed ^ (mixed >> 29) ^ static_cast<std::uint64_t>(ends.other)) * odd;
    return (mixed ^ (mixed >> 32) ^ static_cast<std::uint64_t>(ends.feature)) * odd;
  }
};

std::string value_key(std::int64_t owner, const Value& value) {
  return std::to_string(owner) + " " + to_json(value).compact_text();
}

}  // namespace

// --- packing
// ---------------------------------------------------------------------------------------------------------------

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

Parcel::Box* Parcel::next_wanted() {
  const auto found = std::ranges::find_if(boxes_, [](const auto& box) { return !box->wanted.empty(); });
  return found == boxes_.end() ? nullptr : found->get();
}

void Parcel::pack(std::span<const Record> rows, bool with_annotations) {
  with_annotations_ = with_annotations;
  Box* box = box_of(rows.front().registry());
  if (box == nullptr) {
    throw Error{ErrorCode::invalid_value, "The registry is not mounted in this instance"}
        .with("registry", rows.front().registry().qualified_name())
        .hint("Make an instance with the module: `lamin init --modules ...`.");
  }
  for (const auto& row : rows) {
    box->roots.insert(row.id());
    box->wanted.insert(row.id());
  }
  while (Box* next = next_wanted()) load(*next);
}

void Parcel::load(Box& box) {
  std::vector<Value> ids;
  for (const auto id : box.wanted) ids.emplace_back(id);
  box.wanted.clear();
  query::Query query(*box.source);
  query.where(box.source->key().name + "__in", operand_of(std::move(ids)));
  std::vector<std::int64_t> loaded;
  std::vector<const Record*> pointers;
  for (auto& row : source_.all(query)) {
    const std::int64_t id = row.id();
    pointers.push_back(&box.rows.emplace(id, std::move(row)).first->second);
    loaded.push_back(id);
  }
  for (const auto& [position, id] : find_same(target_, *box.target, pointers)) {
    box.ids.emplace(loaded[position], id);
  }
  std::vector<std::int64_t> with_links;
  Plan& plan = plan_of(*box.source);
  for (const auto id : loaded) {
    const bool is_new = !box.ids.contains(id);
    if (is_new) want_relations(box.rows.at(id), plan);
    if (is_new || box.roots.contains(id)) with_links.push_back(id);
  }
  if (brings_links(box)) load_links(box, with_links);
}

bool Parcel::brings_links(const Box& box) const {
  return with_annotations_ || !is_core(*box.source, "Artifact");
}

void Parcel::want_relations(const Record& row, Plan& plan) {
  for (Cell& cell : plan.relations) {
    const Value& value = row.at(cell.from);
    if (value.is_null()) continue;
    Box* other = box_of(cell);
    if (other != nullptr && !other->rows.contains(value.integer())) other->wanted.insert(value.integer());
  }
}

void Parcel::load_links(Box& box, std::span<const std::int64_t> ids) {
  if (ids.empty()) return;
  const std::vector<Value> owners(ids.begin(), ids.end());
  for (const auto& link : travelling_links(source_.catalog(), target_.catalog(), *box.source)) {
    query::Query query(*link.through);
    query.where(link.owner_field->name + "__in", operand_of(owners)).order_by({"id"});
    Links found{link, source_.all(query)};
    Plan& plan = plan_of(*link.through);
    for (const auto& row : found.rows) want_relations(row, plan);
    if (!found.rows.empty()) links_.push_back(std::move(found));
  }
}

// --- unpacking
// -------------------------------------------------------------------------------------------------------------

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
  query.where(owner.name + "_id__in", operand_of(std::move(owner_ids)));
  for (const auto& row : target_.all(query)) {
    const auto found = wanted.find(value_key(row.get(owner.name).integer(), row.get("value")));
    if (found != wanted.end()) box.ids.emplace(found->second, row.id());
  }
}

void Parcel::unpack_links(Links& links) {
  const Registry& registry = *target_.catalog().find(links.link.through->qualified_name());
  const auto owner = registry.index_of(registry.field(links.link.owner_field->name));
  const auto other = registry.index_of(registry.field(links.link.other_field->name));
  const Field* feature = registry.find_field("feature");
  const std::size_t by = feature != nullptr ? registry.index_of(*feature) : other;
  const auto ends_of = [&](const Record& row) -> LinkEnds {
    const bool by_feature = by != other && !row.at(by).is_null();
    return {row.at(owner).integer(), row.at(other).integer(), by_feature ? row.at(by).integer() : 0};
  };
  Plan& plan = plan_of(*links.link.through);
  const auto& added = added_ids(*links.link.owner_field);
  std::vector<Record> copies;
  std::unordered_set<std::int64_t> old_owners;  // only those may have links already
  copies.reserve(links.rows.size());
  for (const auto& row : links.rows) {
    Record copy = copy_of(row, plan, registry, true);
    if (copy.at(owner).is_null() || copy.at(other).is_null()) continue;
    if (!added.contains(copy.at(owner).integer())) old_owners.insert(copy.at(owner).integer());
    copies.push_back(std::move(copy));
  }
  std::unordered_set<LinkEnds, HashOfEnds> known;
  if (!old_owners.empty()) {
    query::Query present(registry);
    present.where(links.link.owner_field->name + "_id__in",
                  operand_of(std::vector<Value>(old_owners.begin(), old_owners.end())));
    for (const auto& row : target_.all(present)) known.insert(ends_of(row));
  }
  std::vector<Record*> pointers;
  for (auto& copy : copies) {
    if (known.insert(ends_of(copy)).second) pointers.push_back(&copy);
  }
  if (!pointers.empty()) target_.save_all(pointers);
  links.rows.clear();
}

// The ids here of the records that this parcel has inserted and `field` may point to.
std::unordered_set<std::int64_t> Parcel::added_ids(const Field& field) {
  std::unordered_set<std::int64_t> ids;
  const Box* box = box_of(source_.registry(field.target));
  if (box == nullptr) return ids;
  for (const auto id : box->added) ids.insert(box->ids.at(id));
  return ids;
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
