#include "curation/annotate.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "artifacts/save.hpp"
#include "base/text.hpp"
#include "curation/from_values.hpp"
#include "curation/messages.hpp"
#include "curation/words.hpp"
#include "records/dtype.hpp"

namespace lamin::curation {
namespace {

using records::Record;
using records::RecordStore;

bool is_feature(const schema::Registry& registry) {
  return registry.qualified_name() == "lamindb.Feature";
}

/// The link table from artifacts to a registry of labels that can name a feature.
const schema::Relation* labels_relation(const schema::Catalog& catalog, const schema::Registry& labels) {
  const schema::Registry& artifact = catalog.get("Artifact");
  for (const schema::Relation& relation : catalog.relations(artifact)) {
    const bool has_links = relation.kind == schema::Relation::Kind::many_to_many;
    if (has_links && relation.target == &labels && relation.through->find_field("feature") != nullptr &&
        relation.through->find_field("artifact") == relation.through_source)
      return &relation;
  }
  return nullptr;
}

class Annotator {
 public:
  Annotator(artifacts::Workspace& workspace, const Record& artifact, const Annotation& annotation)
      : workspace_(workspace), store_(workspace.records), artifact_(artifact), annotation_(annotation) {}

  void link_labels() {
    if (annotation_.labels.empty()) return;
    load_features();
    std::vector<Record> links;
    for (const auto& [registry, columns] : by_registry()) add_links(*registry, columns, links);
    save(links);
    save_dtypes();
  }

  void link_feature_sets() {
    const records::ConstructOptions options{.search_names = false};
    std::vector<std::pair<std::string, Schema>> found;
    std::vector<std::string> made;
    for (const SlotMembers& slot : annotation_.slots) {
      auto schema = schema_of_members(store_, slot, std::nullopt, workspace_.log, options);
      if (!schema) continue;
      if (!schema->exists()) {
        save_schema(store_, *schema);
        made.push_back("'" + slot.slot + "'");
      }
      found.emplace_back(slot.slot, std::move(*schema));
    }
    link(found);
    if (made.empty()) return;
    workspace_.log.success("saved " + words::counted(made.size(), "feature set") + " for slot" +
                           (made.size() == 1 ? "" : "s") + ": " + join(made, ","));
  }

 private:
  using Columns = std::vector<const LabelColumn*>;

  std::vector<std::pair<const schema::Registry*, Columns>> by_registry() const {
    std::vector<std::pair<const schema::Registry*, Columns>> groups;
    for (const LabelColumn& label : annotation_.labels) {
      const schema::Registry* registry = &label.column.scope.registry();
      auto group = std::ranges::find(groups, registry, &std::pair<const schema::Registry*, Columns>::first);
      if (group == groups.end()) group = groups.insert(groups.end(), {registry, {}});
      group->second.push_back(&label);
    }
    return groups;
  }

  void load_features() {
    std::vector<Value> names;
    for (const LabelColumn& label : annotation_.labels) names.emplace_back(feature_name(label.column));
    query::Query query(store_.registry("Feature"));
    query.where("name__in", names);
    for (Record& feature : store_.all(query)) {
      std::string name(feature.get("name").text());
      features_.emplace(std::move(name), std::move(feature));
    }
  }

  /// "rna:cell_type" is the feature "cell_type".
  std::string feature_name(const Categorical& column) const {
    const std::size_t colon = column.key.rfind(':');
    return colon == std::string::npos ? column.key : column.key.substr(colon + 1);
  }

  void add_links(const schema::Registry& registry, const Columns& columns, std::vector<Record>& links) {
    const schema::Relation* relation = labels_relation(store_.catalog(), registry);
    if (relation == nullptr) return;
    const auto known = linked(*relation);
    for (const auto& [field, same_field] : by_field(columns)) {
      const auto ids = ids_of(registry, field, same_field);
      for (const LabelColumn* column : same_field)
        add_column(*relation, *column, ids, known, field == registry.naming_field().name, links);
    }
  }

  static std::map<std::string, Columns> by_field(const Columns& columns) {
    std::map<std::string, Columns> groups;
    for (const LabelColumn* label : columns) groups[label->column.scope.field].push_back(label);
    return groups;
  }

  /// Values of label columns can name several labels: "DMSO|IFNG".
  static std::vector<std::string> parts_of(const Categorical& column) {
    Values parts;
    for (const std::string& value : column.values.distinct())
      for (const std::string_view part : split(value, "|")) parts.add(part);
    return parts.distinct();
  }

  /// The records that a text names: often one, but names need not be unique.
  using IdsOf = std::unordered_map<std::string, std::vector<std::int64_t>>;

  IdsOf ids_of(const schema::Registry& registry, const std::string& field, const Columns& columns) {
    Values all;
    for (const LabelColumn* label : columns)
      for (const std::string& part : parts_of(label->column)) all.add(part);
    IdsOf ids;
    if (all.distinct().empty()) return ids;
    query::Query query = columns.front()->column.scope.records;
    query.where(field + "__in", values_for(registry.field(field), all.distinct()));
    query.order_by({registry.key().name});
    for (const auto& row : store_.values(query, {field, registry.key().name}))
      ids[python_str(row[0])].push_back(row[1].integer());
    return ids;
  }

  using Pair = std::pair<std::int64_t, std::int64_t>;  // label, feature

  std::vector<Pair> linked(const schema::Relation& relation) {
    query::Query query(*relation.through);
    query.where(relation.through_source->name, artifact_.get("id"));
    std::vector<Pair> pairs;
    for (const auto& row : store_.values(query, {relation.through_target->name, "feature"}))
      pairs.emplace_back(row[0].integer(), row[1].is_null() ? 0 : row[1].integer());
    std::ranges::sort(pairs);
    return pairs;
  }

  static std::vector<std::int64_t> distinct_ids(const Categorical& column, const IdsOf& ids) {
    std::unordered_set<std::int64_t> seen;
    std::vector<std::int64_t> distinct;
    for (const std::string& part : parts_of(column)) {
      const auto found = ids.find(part);
      if (found == ids.end()) continue;
      for (const std::int64_t id : found->second)
        if (seen.insert(id).second) distinct.push_back(id);
    }
    return distinct;
  }

  void add_column(const schema::Relation& relation, const LabelColumn& label, const IdsOf& ids,
                  const std::vector<Pair>& known, bool labels_are_names, std::vector<Record>& links) {
    const Categorical& column = label.column;
    const auto feature = features_.find(feature_name(column));
    if (feature == features_.end()) return;
    note_dtype(feature->second, column.scope.registry());
    for (const std::int64_t id : distinct_ids(column, ids)) {
      if (std::ranges::binary_search(known, Pair{id, feature->second.id()})) continue;
      Record& link = links.emplace_back(*relation.through);
      link.set(relation.through_source->name, artifact_.get("id"));
      link.set(relation.through_target->name, id);
      link.set("feature", feature->second.get("id"));
      link.set("label_ref_is_name", labels_are_names);
      if (label.features_are_names) link.set("feature_ref_is_name", *label.features_are_names);
    }
  }

  /// A feature of any category becomes one of the registry whose records it is used with.
  void note_dtype(Record& feature, const schema::Registry& registry) {
    if (feature.get("dtype").text() == "cat")
      feature.set("dtype", records::categorical_dtype({{&registry, ""}}));
  }

  void save_dtypes() {
    std::vector<Record*> changed;
    for (auto& [name, feature] : features_)
      if (feature.has_changes()) changed.push_back(&feature);
    if (!changed.empty()) store_.save_all(changed);
  }

  void save(std::vector<Record>& links) {
    std::vector<Record*> rows;
    for (Record& link : links) rows.push_back(&link);
    if (!rows.empty()) store_.save_all(rows);
  }

  void link(const std::vector<std::pair<std::string, Schema>>& found) {
    if (found.empty()) return;
    const schema::Registry& registry = store_.registry("ArtifactSchema");
    query::Query query(registry);
    query.where("artifact", artifact_.get("id"));
    std::unordered_set<std::int64_t> known;
    for (const auto& row : store_.values(query, {"schema"})) known.insert(row.front().integer());
    std::vector<Record> links;
    for (const auto& [slot, schema] : found) {
      if (!known.insert(schema.record.id()).second) continue;
      Record& link = links.emplace_back(registry);
      link.set("artifact", artifact_.get("id"));
      link.set("schema", schema.record.get("id"));
      link.set("slot", slot);
    }
    save(links);
  }

  artifacts::Workspace& workspace_;
  RecordStore& store_;
  const Record& artifact_;
  const Annotation& annotation_;
  std::unordered_map<std::string, Record> features_;
};

}  // namespace

std::optional<Schema> schema_of_members(RecordStore& store, const SlotMembers& members,
                                        const std::optional<std::string>& name, Log& log,
                                        const records::ConstructOptions& options) {
  Values values;
  for (const std::string& one : members.names) values.add(one);
  const Validation validation = validate(store, members.scope, values);
  if (members.says_validated) say_validated(log, members.scope, validation, values.ignored());
  if (validation.validated.empty()) {
    if (members.says_validated && is_feature(members.scope.registry()))
      log.warning("no validated features, skip creating schema");
    return std::nullopt;
  }
  SchemaArguments arguments;
  if (name) arguments.name = name;
  if (!members.otype.empty()) arguments.otype = members.otype;
  Found found = from_values(store, members.scope, values);
  if (is_feature(members.scope.registry())) {
    say_found(log, members.scope, found);
  } else {
    Values valid;
    for (const std::string& one : validation.validated) valid.add(one);
    found = from_values(store, members.scope, valid);
    if (!members.dtype.empty()) arguments.dtype = members.dtype;
  }
  arguments.features = std::move(found.records);
  return make_schema(store, std::move(arguments), log, options);
}

void save_annotated(artifacts::Workspace& workspace, artifacts::Artifact& artifact,
                    const Annotation& annotation) {
  auto work = workspace.records.begin();
  if (annotation.schema) artifact.record.set("schema", annotation.schema->get("id"));
  artifacts::save(workspace, artifact);
  Annotator annotator(workspace, artifact.record, annotation);
  annotator.link_labels();
  annotator.link_feature_sets();
  work.commit();
}

}  // namespace lamin::curation
