#include "artifacts/describe.hpp"

#include <algorithm>
#include <cstdio>

#include "artifacts/storage_key.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "records/which_exist.hpp"
#include "schema/catalog.hpp"

namespace lamin::artifacts {
namespace {

/// More values than this are not shown.
constexpr std::size_t shown_values = 10;

void warn(const Workspace& workspace, const records::Record& artifact) {
  if (!artifact.get("is_latest").truth())
    workspace.log.warning("This is not the latest version of the Artifact.");
  if (artifact.get("_branch_code") == Value(0)) workspace.log.warning("This artifact is hidden.");
  if (artifact.get("_branch_code") == Value(-1)) workspace.log.warning("This artifact is in the trash.");
}

Node line(std::string_view name, const Value& value) {
  return {.label = {{"." + std::string(name) + " = " + python_repr(value)}}};
}

std::string local_time(const Timestamp& time) {
  const CivilTime civil = local_civil(time);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", civil.year, civil.month, civil.day,
                civil.hour, civil.minute, civil.second);
  return text;
}

Node path_line(const Workspace& workspace, const Artifact& artifact) {
  if (artifact.pending) return {.label = {{".path = "}, {artifact.pending->source.string()}}};
  return {.label = {{".path = "},
                    {storage_of(workspace, artifact.record).root, Style::dim},
                    {"/" + storage_key(artifact.record)}}};
}

std::string text_at(const Workspace& workspace, std::string_view registry, const Value& id,
                    const std::vector<std::string>& paths) {
  if (id.is_null()) return "";
  const auto rows =
      workspace.records.values(query::Query(workspace.records.registry(registry)).where("id", id), paths);
  if (rows.empty()) return "";
  for (const Value& value : rows.front()) {
    if (!value.is_null()) return std::string(value.text());
  }
  return "";
}

void add_origin(Node& node, const Workspace& workspace, const records::Record& record) {
  node.children.push_back(
      {.label = {{".created_by = " + text_at(workspace, "User", record.get("created_by"), {"handle"})}}});
  const Timestamp* created = record.get("created_at").get_if<Timestamp>();
  node.children.push_back(
      {.label = {
           {".created_at = "},
           {created ? local_time(*created) : "timestamp of unsaved record not available", Style::dim}}});
  const std::string transform =
      text_at(workspace, "Run", record.get("run"), {"transform__description", "transform__key"});
  if (!transform.empty()) {
    node.children.push_back({.label = {{".transform = " + python_repr(transform), Style::link}}});
  }
}

Node facts(const records::Record& record, const std::vector<std::string>& fields) {
  Node node{.label = {{"General", Style::section}}};
  for (const std::string& field : fields) {
    if (!record.get(field).is_null()) node.children.push_back(line(field, record.get(field)));
  }
  return node;
}

Node general(const Workspace& workspace, const Artifact& artifact) {
  Node node = facts(artifact.record, {"uid", "key", "size", "hash", "n_files", "n_observations", "version"});
  node.children.push_back(path_line(workspace, artifact));
  add_origin(node, workspace, artifact.record);
  return node;
}

/// Whether a relation leads to labels: its links can name the feature that a label belongs to.
bool leads_to_labels(const schema::Relation& relation) {
  if (relation.kind != schema::Relation::Kind::many_to_many || relation.is_hidden()) return false;
  return relation.through->traits.is_link && relation.through->find_field("feature") != nullptr &&
         relation.target->name != "Feature";
}

std::vector<const schema::Relation*> label_relations(const Workspace& workspace) {
  const auto& catalog = workspace.records.catalog();
  std::vector<const schema::Relation*> relations;
  for (const auto& relation : catalog.relations(workspace.records.registry("Artifact"))) {
    if (leads_to_labels(relation)) relations.push_back(&relation);
  }
  // What other registries declare comes first, those of wetlab before those of bionty.
  std::ranges::stable_sort(relations, [](const auto* left, const auto* right) {
    if (left->declared_here != right->declared_here) return !left->declared_here;
    return !left->declared_here && left->target->module > right->target->module;
  });
  return relations;
}

std::string joined(const std::vector<std::vector<Value>>& rows) {
  std::string text;
  for (std::size_t i = 0; i < std::min(rows.size(), shown_values); ++i) {
    text += (i > 0 ? ", " : "") + python_str(rows[i].front());
  }
  return rows.size() > shown_values ? text + ", ..." : text;
}

}  // namespace

Node general_of(const Workspace& workspace, const records::Record& record,
                const std::vector<std::string>& fields) {
  Node node = facts(record, fields);
  add_origin(node, workspace, record);
  return node;
}

Node labels_of(const Workspace& workspace, const records::Record& artifact) {
  Node table;
  const auto relations = label_relations(workspace);
  for (const auto* relation : records::relations_in_use(workspace.records, artifact, relations)) {
    const std::string name(relation->target->naming_field().name);
    query::Query query = workspace.records.related(artifact, relation->name);
    query.order_by({"id"}).limit(static_cast<std::int64_t>(shown_values) + 1);
    const auto rows = workspace.records.values(query, {name});
    if (rows.empty()) continue;
    table.rows.push_back({{"." + std::string(relation->name)},
                          {std::string(relation->target->display_name()), Style::dim},
                          {joined(rows)}});
  }
  Node node{.label = {{"Labels", Style::labels}}};
  if (!table.rows.empty()) node.children.push_back(std::move(table));
  return node;
}

Node describe(Workspace& workspace, const Artifact& artifact) {
  const records::Record& record = artifact.record;
  warn(workspace, record);
  std::string kind = " " + std::string(record.get("suffix").text());
  if (!record.get("otype").is_null()) kind += "/" + std::string(record.get("otype").text());
  Node tree{.label = {{"Artifact", Style::title}, {kind, Style::subtitle}}};
  tree.children.push_back(general(workspace, artifact));
  if (record.is_saved()) {
    Node found = labels_of(workspace, record);
    if (!found.children.empty()) tree.children.push_back(std::move(found));
  }
  return tree;
}

}  // namespace lamin::artifacts
