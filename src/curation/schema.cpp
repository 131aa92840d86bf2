#include "curation/schema.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace lamin::curation {
namespace {

using records::Record;
using records::RecordStore;

constexpr std::string_view options_key = "af";
constexpr std::string_view coerce_key = "0";

void check_members(const std::vector<Record>& features) {
  for (const Record& feature : features) {
    if (&feature.registry() != &features.front().registry())
      throw Error{ErrorCode::invalid_type, "schema can only contain a single type"};
  }
  for (const Record& feature : features) {
    if (!feature.is_saved())
      throw Error{ErrorCode::invalid_value, "Can only construct feature sets from validated features"};
  }
}

void check_components(const SchemaArguments& arguments) {
  if (arguments.components.empty()) return;
  for (const auto& [slot, component] : arguments.components) {
    if (component.is_saved()) continue;
    throw Error{ErrorCode::invalid_argument,
                "component " + slot + " " + records::repr(component) + " must be saved before use"};
  }
  if (!arguments.otype)
    throw Error{ErrorCode::invalid_argument, "Please pass otype != None for composite schemas"};
}

Value value_of(const std::optional<std::string>& text) {
  return text ? Value(*text) : Value();
}

std::string hash_of(const SchemaArguments& arguments, const records::Assignments& row) {
  std::vector<std::string> parts;
  for (const Record& feature : arguments.features) parts.emplace_back(feature.uid());
  for (const auto& [slot, component] : arguments.components) parts.emplace_back(component.get("hash").text());
  if (!parts.empty()) return hash_set(std::move(parts));
  for (const auto& [name, value] : row) {
    if (name == "slot") continue;
    parts.push_back(name == "type" && arguments.type ? records::repr(*arguments.type) : python_str(value));
  }
  if (arguments.coerce_dtype.value_or(false)) parts.emplace_back("{'af': {'0': True}}");
  return hash_set(std::move(parts));
}

void infer(SchemaArguments& arguments) {
  if (!arguments.components.empty()) {
    arguments.itype = "Composite";
  } else if (!arguments.features.empty()) {
    arguments.itype = arguments.features.front().registry().display_name();
    arguments.is_itype_of_class = false;
  }
  const bool is_of_features = arguments.itype == "Feature" && !arguments.is_itype_of_class;
  if (!arguments.dtype && !is_of_features) arguments.dtype = "num";
}

records::Assignments row_of(const SchemaArguments& arguments) {
  const auto count = static_cast<std::int64_t>(arguments.features.size());
  return {{"name", value_of(arguments.name)},
          {"description", value_of(arguments.description)},
          {"type", arguments.type ? arguments.type->get("id") : Value()},
          {"dtype", value_of(arguments.dtype)},
          {"is_type", arguments.is_type.value_or(false)},
          {"otype", value_of(arguments.otype)},
          {"n", count == 0 ? std::int64_t{-1} : count},
          {"itype", value_of(arguments.itype)},
          {"minimal_set", arguments.minimal_set.value_or(true)},
          {"ordered_set", arguments.ordered_set.value_or(false)},
          {"maximal_set", arguments.maximal_set.value_or(false)},
          {"slot", value_of(arguments.slot)}};
}

std::string shown(RecordStore& store, std::string_view field, const Value& value) {
  if (field != "type" || value.is_null()) return python_str(value);
  const auto record = store.find_by_id(store.registry("Schema"), value.integer());
  return record ? records::repr(*record) : python_str(value);
}

/// What was given and is not what the existing schema says.
void update(RecordStore& store, Record& record, const records::Assignments& row, Log& log) {
  for (const auto& [name, value] : row) {
    const Value& present = record.get(name);
    if (value.is_null() || value == present || name == "dtype") continue;
    log.warning("updated " + name + " from " + shown(store, name, present) + " to " +
                shown(store, name, value));
    record.set(name, value);
  }
}

std::optional<Record> find_by_hash(RecordStore& store, const std::string& hash) {
  query::Query query(store.registry("Schema"));
  query.where("hash", hash).where("_branch_code", 1);
  query.order_by({"id"}).limit(1);
  return store.first(query);
}

void expect_new_name(RecordStore& store, const SchemaArguments& arguments, Log& log) {
  if (!arguments.name) return;
  query::Query query(store.registry("Schema"));
  query.where("name", *arguments.name).where("_branch_code", 1);
  const auto named = store.first(query.limit(1));
  if (!named) return;
  log.important("returning existing Schema record with same name: '" + *arguments.name + "'");
  throw Error{ErrorCode::invalid_value, "Schema name is already in use by schema with uid '" +
                                            std::string(named->uid()) + "', please choose a different name."};
}

/// The links from a schema to members of `registry`; nullptr if there are none.
const schema::Relation* relation_to(const schema::Catalog& catalog, const schema::Registry& registry) {
  for (const schema::Relation& relation : catalog.relations(catalog.get("Schema"))) {
    const bool has_links = relation.kind == schema::Relation::Kind::many_to_many;
    if (has_links && relation.target == &registry && registry.name != "Schema" && !relation.is_hidden())
      return &relation;
  }
  return nullptr;
}

const schema::Relation& expect_relation_to(const schema::Catalog& catalog, const schema::Registry& registry) {
  if (const schema::Relation* relation = relation_to(catalog, registry)) return *relation;
  throw Error{ErrorCode::invalid_value,
              "Can't create feature sets from " + registry.name +
                  " because it's not related to it!\nYou need to create a link model between Schema and your "
                  "Record in your custom module.\nTo do so, add a line:\n_feature_sets = "
                  "models.ManyToMany(Schema, related_name='mythings')\n"};
}

// The database takes a component once: of several slots with the same schema the first is kept, as lamindb
// does.
void add_component_rows(const RecordStore& store, const Schema& schema, std::vector<Record>& links) {
  std::unordered_set<std::int64_t> known;
  for (const auto& [slot, component] : schema.components) {
    if (!known.insert(component.id()).second) continue;
    Record& link = links.emplace_back(store.registry("SchemaComponent"));
    link.set("composite", schema.record.get("id"));
    link.set("component", component.get("id"));
    link.set("slot", slot);
  }
}

void add_member_rows(const RecordStore& store, const Schema& schema, std::vector<Record>& links) {
  if (schema.members.empty()) return;
  const auto& relation = expect_relation_to(store.catalog(), schema.members.front().registry());
  std::unordered_set<std::int64_t> known;
  for (const Record& member : schema.members) {
    if (!known.insert(member.id()).second) continue;
    Record& link = links.emplace_back(*relation.through);
    link.set(relation.through_source->name, schema.record.get("id"));
    link.set(relation.through_target->name, member.get("id"));
  }
}

std::vector<std::int64_t> linked_ids(RecordStore& store, const Record& schema,
                                     const schema::Relation& relation) {
  query::Query query(*relation.through);
  query.where(relation.through_source->name, schema.get("id"));
  query.order_by({relation.through->key().name});
  std::vector<std::int64_t> ids;
  for (const auto& row : store.values(query, {relation.through_target->name}))
    ids.push_back(row.front().integer());
  return ids;
}

/// "bionty.Gene" of "bionty.Gene.ensembl_gene_id".
const schema::Registry* find_registry(const schema::Catalog& catalog, std::string_view itype) {
  if (const schema::Registry* found = catalog.find(itype)) return found;
  const std::size_t dot = itype.rfind('.');
  return dot == std::string_view::npos ? nullptr : catalog.find(itype.substr(0, dot));
}

}  // namespace

Schema make_schema(RecordStore& store, SchemaArguments arguments, Log& log,
                   const records::ConstructOptions& options) {
  check_members(arguments.features);
  check_components(arguments);
  infer(arguments);
  records::Assignments row = row_of(arguments);
  const std::string hash = hash_of(arguments, row);
  if (auto existing = find_by_hash(store, hash)) {
    log.important("returning existing schema with same hash: " + records::repr(*existing));
    update(store, *existing, row, log);
    return {.record = std::move(*existing), .members = {}, .components = {}};
  }
  if (options.search_names) expect_new_name(store, arguments, log);
  row.emplace_back("hash", hash);
  Schema schema{.record = records::construct(store, store.registry("Schema"), row, log, options),
                .members = std::move(arguments.features),
                .components = std::move(arguments.components)};
  if (arguments.coerce_dtype.value_or(false)) set_coerces(schema.record, true);
  return schema;
}

void save_schema(RecordStore& store, Schema& schema) {
  if (schema.exists()) {
    store.save(schema.record);
    return;
  }
  auto work = store.begin();
  store.save(schema.record);
  std::vector<Record> links;
  links.reserve(schema.members.size() + schema.components.size());
  add_member_rows(store, schema, links);
  add_component_rows(store, schema, links);
  std::vector<Record*> rows;
  for (Record& link : links) rows.push_back(&link);
  if (!rows.empty()) store.save_all(rows);
  work.commit();
  schema.members.clear();
  schema.components.clear();
}

const schema::Registry& registry_of_members(const schema::Catalog& catalog, std::string_view itype) {
  const schema::Registry* found = itype == "Composite" ? nullptr : find_registry(catalog, itype);
  return found == nullptr ? catalog.get("Feature") : *found;
}

std::string field_of_members(const schema::Catalog& catalog, std::string_view itype) {
  const schema::Registry& registry = registry_of_members(catalog, itype);
  const std::string prefix = registry.display_name() + ".";
  if (itype.starts_with(prefix) && registry.find_field(itype.substr(prefix.size())) != nullptr)
    return std::string(itype.substr(prefix.size()));
  return registry.naming_field().name;
}

query::Query members_of(RecordStore& store, const Record& schema) {
  const std::string itype(schema.get("itype").text());
  const schema::Registry& registry = registry_of_members(store.catalog(), itype);
  query::Query query(registry);
  const schema::Relation* relation = relation_to(store.catalog(), registry);
  if (itype == "Composite" || relation == nullptr) return query.none();
  std::vector<std::int64_t> ids = linked_ids(store, schema, *relation);
  if (ids.empty()) return query.none();
  if (std::ranges::is_sorted(ids)) {
    query = store.related(schema, relation->name);
    return std::move(query).order_by({registry.key().name});
  }
  return query.ranked(std::move(ids));
}

Slots slots_of(RecordStore& store, const Record& schema) {
  query::Query links(store.registry("SchemaComponent"));
  links.where("composite", schema.get("id")).order_by({"id"});
  const auto rows = store.values(links, {"slot", "component"});
  if (rows.empty()) return {};
  std::vector<Value> ids;
  for (const auto& row : rows) ids.push_back(row[1]);
  query::Query query(store.registry("Schema"));
  query.where("id__in", ids);
  std::unordered_map<std::int64_t, Record> components;
  for (Record& component : store.all(query)) {
    const std::int64_t id = component.id();
    components.emplace(id, std::move(component));
  }
  Slots slots;
  for (const auto& row : rows)
    slots.emplace_back(std::string(row[0].text()), components.at(row[1].integer()));
  return slots;
}

std::string describe(const Record& schema, const Slots& slots) {
  std::string text = records::repr(schema);
  for (const auto& [slot, component] : slots) text += "\n    " + slot + ": " + records::repr(component);
  return text;
}

bool coerces(const Record& schema) {
  const Value& stored = schema.get("_aux");
  const Json* options = stored.is<Json>() ? stored.as<Json>().find(options_key) : nullptr;
  const Json* value = options == nullptr ? nullptr : options->find(coerce_key);
  return value != nullptr && value->is_boolean() && value->boolean();
}

void set_coerces(Record& schema, bool value) {
  Json stored = schema.get("_aux").is<Json>() ? schema.get("_aux").as<Json>() : Json::object();
  stored[options_key][coerce_key] = value;
  schema.set("_aux", Value(std::move(stored)));
}

}  // namespace lamin::curation
