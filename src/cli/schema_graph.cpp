#include "cli/schema_graph.hpp"

namespace lamin::cli {
namespace {

using schema::Field;
using schema::Registry;

std::string quoted(const std::string& name) {
  return "\"" + name + "\"";
}

std::string node(const Registry& registry) {
  std::string label = registry.name + "\\n\\n";
  for (const Field& field : registry.fields)
    if (!field.name.starts_with('_')) label += field.name + "\\l";
  return "    " + quoted(registry.qualified_name()) + " [label=" + quoted(label) + "];\n";
}

std::string keys_of(const schema::Catalog& catalog, const Registry& registry) {
  std::string edges;
  for (const schema::Relation& relation : catalog.relations(registry)) {
    const bool is_key = relation.kind == schema::Relation::Kind::forward;
    const bool is_join = relation.kind == schema::Relation::Kind::many_to_many && relation.declared_here;
    if ((!is_key && !is_join) || relation.is_hidden() || relation.target->traits.is_link) continue;
    edges += "  " + quoted(registry.qualified_name()) + " -> " + quoted(relation.target->qualified_name()) +
             " [label=" + quoted(std::string(relation.name)) + (is_join ? ", dir=none" : "") + "];\n";
  }
  return edges;
}

}  // namespace

std::string schema_graph(const schema::Catalog& catalog) {
  std::string graph =
      "digraph schema {\n  rankdir=LR;\n  node [shape=box, fontsize=10];\n  edge [fontsize=9];\n";
  for (const std::string& module : catalog.modules()) {
    graph += "  subgraph " + quoted("cluster_" + module) + " {\n    label=" + quoted(module) + ";\n";
    for (const auto& registry : catalog.registries())
      if (registry->module == module && !registry->traits.is_link) graph += node(*registry);
    graph += "  }\n";
  }
  for (const auto& registry : catalog.registries())
    if (!registry->traits.is_link) graph += keys_of(catalog, *registry);
  return graph + "}";
}

}  // namespace lamin::cli
