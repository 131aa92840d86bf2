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
  for (const auto id : loaded) {
    const bool is_new = !box.ids.contains(id);
    if (is_new) want_relations(box.rows.at(id));
    if (is_new || box.roots.contains(id)) with_links.push_back(id);
  }
  if (brings_links(box)) load_links(box, with_links);
}

bool Parcel::brings_links(const Box& box) const {
  return with_annotations_ || !is_core(*box.source, "Artifact");
}

void Parcel::want_relations(const Record& row) {
  const Registry& registry = row.registry();
  for (std::size_t i = 0; i < registry.fields.size(); ++i) {
    const Field& field = registry.fields[i];
    if (row.at(i).is_null() || !travels(registry, field)) continue;
    Box* other = box_of(source_.registry(field.target));
    if (other == nullptr) continue;
    const std::int64_t id = row.at(i).integer();
    if (!other->rows.contains(id)) other->wanted.insert(id);
  }
}

void Parcel::load_links(Box& box, std::span<const std::int64_t> ids) {
  if (ids.empty()) return;
  const std::vector<Value> owners(ids.begin(), ids.end());
  for (const auto& link : travelling_links(source_.catalog(), target_.catalog(), *box.source)) {
    query::Query query(*link.through);
    query.where(link.owner_field->name + "__in", operand_of(owners)).order_by({"id"});
    Links found{link, source_.all(query)};
    for (const auto& row : found.rows) want_relations(row);
    if (!found.rows.empty()) links_.push_back(std::move(found));
  }
}

// --- unpacking
// -------------------------------------------------------------------------------------------------------------

void Parcel::give_run(Record& row) {
  for (const auto& field : row.registry().fields) {
    if (field.name == "run" && field.target == "lamindb.Run") row.set(field.name, run_id());
  }
}

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
bool Parcel::is_ready(const Record& row) {
  const Registry& registry = row.registry();
  for (std::size_t i = 0; i < registry.fields.size(); ++i) {
    const Field& field = registry.fields[i];
    if (row.at(i).is_null() || !travels(registry, field)) continue;
    const Box* other = box_of(source_.registry(field.target));
    if (other == nullptr) continue;
    const std::int64_t id = row.at(i).integer();
    if (other->rows.contains(id) && !other->ids.contains(id)) return false;
  }
  return true;
}

Record Parcel::copy_of(const Record& row, const Registry& registry, bool leave_open) {
  Record copy(registry);
  const auto& fields = row.registry().fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Field& field = fields[i];
    if (field.source == schema::Source::current_run && row.registry().traits.is_link)
      copy.set(field.name, nullptr);  // links of a transfer belong to no run
    if (field.is_key() || row.at(i).is_null()) continue;
    const Field* same = registry.find_field(field.name);
    if (same == nullptr) continue;
    if (!field.is_relation()) {
      copy.set(same->name, row.at(i));
    } else if (travels(row.registry(), field)) {
      const Box* other = box_of(source_.registry(field.target));
      const auto id = row.at(i).integer();
      if (other != nullptr && other->ids.contains(id))
        copy.set(same->name, other->ids.at(id));
      else if (!leave_open && !same->nullable) {
        throw Error{ErrorCode::invalid_value, "A record points to one that cannot be transferred"}
            .with("registry", registry.qualified_name())
            .with("field", field.name);
      }
    }
  }
  return copy;
}

bool Parcel::insert_ready(bool leave_open) {
  bool any = false;
  for (const auto& box : boxes_) {
    if (owner_of_value(*box->source) != nullptr) map_values(*box);
    std::vector<Record> copies;
    std::vector<std::int64_t> sources;
    for (const auto& [id, row] : box->rows) {
      if (box->ids.contains(id) || (!leave_open && !is_ready(row))) continue;
      copies.push_back(copy_of(row, *box->target, leave_open));
      sources.push_back(id);
    }
    if (copies.empty()) continue;
    std::vector<Record*> pointers;
    for (auto& copy : copies) {
      give_run(copy);
      pointers.push_back(&copy);
    }
    target_.save_all(pointers);
    any = true;
    for (std::size_t i = 0; i < copies.size(); ++i) {
      box->ids.emplace(sources[i], copies[i].id());
      box->added.insert(sources[i]);
      if (!leave_open) continue;
      const Record& row = box->rows.at(sources[i]);
      for (const auto& field : row.registry().fields) {
        if (!travels(row.registry(), field) || row.get(field.name).is_null() ||
            !copies[i].get(field.name).is_null())
          continue;
        open_.push_back({box->target, copies[i].id(), &field, row.get(field.name).integer()});
      }
    }
    if (leave_open) return true;
  }
  return any;
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
  const std::string& owner = links.link.owner_field->name;
  const std::string& other = links.link.other_field->name;
  const bool has_feature = registry.find_field("feature") != nullptr && other != "feature";
  const auto key = [&](const Record& row) {
    std::string text =
        std::to_string(row.get(owner).integer()) + " " + std::to_string(row.get(other).integer());
    if (has_feature && !row.get("feature").is_null())
      text += " " + std::to_string(row.get("feature").integer());
    return text;
  };
  std::vector<Record> copies;
  std::vector<Value> owners;
  for (const auto& row : links.rows) {
    Record copy = copy_of(row, registry, true);
    if (copy.get(owner).is_null() || copy.get(other).is_null()) continue;
    owners.push_back(copy.get(owner));
    copies.push_back(std::move(copy));
  }
  if (copies.empty()) return;
  query::Query present(registry);
  present.where(owner + "_id__in", operand_of(std::move(owners)));
  std::unordered_set<std::string> known;
  for (const auto& row : target_.all(present)) known.insert(key(row));
  std::vector<Record*> pointers;
  for (auto& copy : copies) {
    if (!known.insert(key(copy)).second) continue;
    pointers.push_back(&copy);
  }
  if (!pointers.empty()) target_.save_all(pointers);
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
