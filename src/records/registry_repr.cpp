// How a registry shows itself: repr(ln.Artifact).

#include <algorithm>

#include "records/rules.hpp"
#include "schema/field_names.hpp"

namespace lamin::records {
namespace {

using schema::Relation;

std::string heading(std::string_view text) {
  return "  \x1b[3m" + std::string(text) + "\x1b[0m\n";
}

std::string line(std::string_view name, std::string_view type) {
  return "    ." + std::string(name) + ": " + std::string(type) + "\n";
}

// Fields that many registries share stand last.
bool is_mixed_in(const schema::Registry& registry, const schema::Field& field) {
  const schema::Traits& traits = registry.traits;
  if (field.name == "version" || field.name == "is_latest") return traits.is_versioned;
  if (field.name == "created_at") return traits.tracks_run;
  if (field.name == "updated_at") return traits.tracks_updates;
  return false;
}

// A relation to at most one record in both directions stands among the simple fields.
bool is_simple(const schema::Field& field) {
  return !field.is_relation() || field.type == schema::FieldType::one_to_one;
}

std::string simple_fields(const schema::Catalog& catalog, const schema::Registry& registry) {
  std::string text;
  for (const bool mixed_in : {false, true}) {
    for (const schema::Field& field : registry.fields) {
      if (!is_simple(field) || field.is_hidden() || is_mixed_in(registry, field) != mixed_in) continue;
      text += line(field.name, field.is_relation() ? catalog.get(field.target).display_name()
                                                   : std::string(schema::column_name(field.type)));
    }
  }
  return text;
}

std::string relational_fields(const schema::Catalog& catalog, const schema::Registry& registry,
                              std::string_view module) {
  // What a registry declares stands with the core, wherever it leads.
  std::string text;
  for (const Relation& relation : catalog.relations(registry)) {
    const std::string_view place =
        relation.declared_here ? std::string_view("lamindb") : relation.target->module;
    if (relation.is_hidden() || place != module || relation.target->traits.is_automatic) continue;
    if (relation.declared_here && relation.field != nullptr && is_simple(*relation.field)) continue;
    text += line(relation.query_name, relation.target->display_name());
  }
  return text;
}

std::string title(std::string module) {
  module.front() = static_cast<char>(module.front() & ~0x20);
  return module + " fields";
}

}  // namespace

std::string repr(const schema::Catalog& catalog, const schema::Registry& registry) {
  std::string text = "\x1b[1;92m" + registry.name + "\x1b[0m\n";
  text += heading("Simple fields") + simple_fields(catalog, registry);
  for (const std::string& module : catalog.modules()) {
    const std::string fields = relational_fields(catalog, registry, module);
    if (!fields.empty()) text += heading(module == "lamindb" ? "Relational fields" : title(module)) + fields;
  }
  text.pop_back();
  return text;
}

}  // namespace lamin::records
