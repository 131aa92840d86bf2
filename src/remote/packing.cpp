#include <algorithm>

#include "base/error.hpp"
#include "records/record.hpp"
#include "remote/parcel.hpp"

namespace lamin::remote {
namespace {

using records::Record;
using schema::Field;
using schema::Registry;

bool is_artifact(const Registry& registry) {
  return registry.module == "lamindb" && registry.name == "Artifact";
}

}  // namespace

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
  query.where(box.source->key().name + "__in", query::Operand(std::move(ids)));
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
  return with_annotations_ || !is_artifact(*box.source);
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
    query.where(link.owner_field->name + "__in", query::Operand(owners)).order_by({"id"});
    Links found{link, source_.all(query)};
    Plan& plan = plan_of(*link.through);
    for (const auto& row : found.rows) want_relations(row, plan);
    if (!found.rows.empty()) links_.push_back(std::move(found));
  }
}

}  // namespace lamin::remote
