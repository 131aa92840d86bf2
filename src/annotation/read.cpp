#include "annotation/read.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "annotation/definitions.hpp"
#include "base/text.hpp"
#include "records/which_exist.hpp"

namespace lamin::annotation {
namespace {

using query::Query;
using records::Record;
using records::RecordStore;
using schema::Relation;

struct ById {
  std::map<std::int64_t, Annotation> annotations;

  Annotation& at(const std::vector<Value>& row) {
    Annotation& annotation = annotations[row[0].integer()];
    annotation.id = row[0].integer();
    annotation.name = row[1].text();
    annotation.dtype = row[2].text();
    return annotation;
  }

  std::vector<Annotation> by_name() && {
    std::vector<Annotation> list;
    for (auto& [id, annotation] : annotations) list.push_back(std::move(annotation));
    std::ranges::sort(list, {}, &Annotation::name);
    return list;
  }
};

std::vector<Annotation> labels_of(RecordStore& store, const Record& host) {
  ById found;
  std::map<std::int64_t, std::set<std::string>> names;
  const auto relations = label_relations(store.catalog(), host.registry());
  for (const Relation* relation : records::relations_in_use(store, host, relations)) {
    Query links(*relation->through);
    links.where(relation->through_source->name, host.id()).where("feature__isnull", false);
    const std::string name = relation->through_target->name + "__" + name_field(*relation->target);
    for (const auto& row : store.values(links, {"feature__id", "feature__name", "feature__dtype", name})) {
      found.at(row).is_categorical = true;
      names[row[0].integer()].insert(python_str(row[3]));
    }
  }
  for (auto& [id, annotation] : found.annotations)
    annotation.values.assign(names[id].begin(), names[id].end());
  return std::move(found).by_name();
}

std::vector<Annotation> values_of(RecordStore& store, const Record& host, Subject subject) {
  const Relation* relation = value_relation(store.catalog(), host.registry(), subject);
  if (relation == nullptr) return {};
  ById found;
  Query links(*relation->through);
  links.where(relation->through_source->name, host.id()).order_by({"id"});
  const std::string value = relation->through_target->name;
  const std::string definition = value + "__" + std::string(names_of(subject).field);
  for (const auto& row : store.values(
           links, {definition + "__id", definition + "__name", definition + "__dtype", value + "__value"})) {
    Annotation& annotation = found.at(row);
    const Json one = row[3].is<Json>() ? row[3].as<Json>() : to_json(row[3]);
    // A list of texts given to a feature of texts is several values.
    const bool is_several = one.is_array() && annotation.dtype == "str";
    for (const Json& each : is_several ? one.elements() : Json::Array{one})
      if (std::ranges::find(annotation.values, each) == annotation.values.end())
        annotation.values.push_back(each);
  }
  return std::move(found).by_name();
}

// "bionty.Gene.ensembl_gene_id" -> bionty.Gene
const schema::Registry* registry_of_itype(const schema::Catalog& catalog, std::string_view itype) {
  if (const auto* found = catalog.find(itype)) return found;
  const auto dot = itype.rfind('.');
  return dot == std::string_view::npos ? nullptr : catalog.find(itype.substr(0, dot));
}

}  // namespace

std::vector<Annotation> annotations_of(RecordStore& store, const Record& host, Subject subject) {
  if (!host.is_saved()) return {};
  std::vector<Annotation> all;
  if (subject == Subject::features) all = labels_of(store, host);
  for (Annotation& one : values_of(store, host, subject)) all.push_back(std::move(one));
  return all;
}

std::vector<Slot> slots_of(RecordStore& store, const Record& artifact) {
  std::vector<Slot> slots;
  if (!artifact.is_saved()) return slots;
  Query links(store.registry("ArtifactSchema"));
  links.where("artifact", artifact.id()).where("slot__isnull", false).order_by({"id"});
  const auto rows = store.values(links, {"slot", "schema"});
  if (rows.empty()) return slots;
  std::vector<Value> ids;
  for (const auto& row : rows) ids.push_back(row[1]);
  std::map<std::int64_t, Record> schemas;
  for (Record& schema :
       store.all(Query(store.registry("Schema")).where("id__in", query::Operand(std::move(ids))))) {
    const std::int64_t id = schema.id();
    schemas.emplace(id, std::move(schema));
  }
  for (const auto& row : rows) slots.push_back({std::string(row[0].text()), schemas.at(row[1].integer())});
  return slots;
}

const Relation* member_relation(const schema::Catalog& catalog, const Record& schema) {
  const auto* registry = registry_of_itype(catalog, schema.get("itype").text());
  if (registry == nullptr) return nullptr;
  for (const Relation& relation : catalog.relations(schema.registry())) {
    if (relation.kind == Relation::Kind::many_to_many && !relation.is_hidden() &&
        relation.target == registry && relation.through->find_field("slot") == nullptr)
      return &relation;
  }
  return nullptr;
}

std::vector<Members> members_of(RecordStore& store, const std::vector<Slot>& slots, std::size_t most) {
  std::vector<Members> all(slots.size());
  std::map<const Relation*, std::map<std::int64_t, std::size_t>> places;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const Record& schema = slots[i].schema;
    all[i].count = schema.get("n").is_null() ? 0 : schema.get("n").integer();
    const Relation* relation = member_relation(store.catalog(), schema);
    if (relation == nullptr) continue;
    all[i].registry = relation->target;
    places[relation][schema.id()] = i;
  }
  for (const auto& [relation, place_of] : places) {
    std::vector<Value> ids;
    for (const auto& [id, place] : place_of) ids.emplace_back(id);
    const std::string schema = relation->through_source->name;
    const std::string member = relation->through_target->name;
    const bool has_dtype = relation->target->find_field("dtype") != nullptr;
    Query links(*relation->through);
    links.where(schema + "__in", query::Operand(std::move(ids))).order_by({"id"});
    std::vector<std::string> paths{schema, member, member + "__" + name_field(*relation->target)};
    if (has_dtype) paths.push_back(member + "__dtype");
    for (const auto& row : store.values(links, paths)) {
      const std::size_t place = place_of.at(row[0].integer());
      if (all[place].members.size() >= most || row[2].is_null()) continue;
      const Value& dtype = has_dtype ? row[3] : slots[place].schema.get("dtype");
      all[place].members.push_back({row[1].integer(), python_str(row[2]), std::string(dtype.text())});
    }
  }
  return all;
}

std::vector<std::int64_t> internal_features(RecordStore& store, const Record& artifact) {
  std::vector<std::int64_t> ids;
  if (!artifact.is_saved()) return ids;
  Query slots(store.registry("ArtifactSchema"));
  slots.where("artifact", artifact.id()).select("schema");
  Query members(store.registry("SchemaFeature"));
  members.where("schema__in", query::Operand(std::move(slots)));
  for (const auto& row : store.values(members, {"feature"})) ids.push_back(row[0].integer());
  return ids;
}

}  // namespace lamin::annotation
