#include "remote/travel.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "records/record.hpp"

namespace lamin::remote {
namespace {

using schema::Registry;
using schema::Relation;

template <std::size_t size>
bool is_among(std::string_view name, const std::array<std::string_view, size>& names) {
  return std::ranges::find(names, name) != names.end();
}

bool is_core(const Registry& registry, std::string_view name) {
  return registry.module == "lamindb" && registry.name == name;
}

// What makes or holds records does not come along because of a link to it.
constexpr std::array<std::string_view, 8> makers = {"Run",   "Transform", "User",       "Storage",
                                                    "Space", "Artifact",  "Collection", "FlexTable"};

bool is_travelling(const Registry& registry, const Relation& relation) {
  const Registry& other = *relation.target;
  if (is_core(registry, "Collection") && relation.name == "artifacts") return true;
  if (other.module == "lamindb" && is_among(other.name, makers)) return false;
  if (is_core(registry, "Artifact") || is_core(registry, "Collection")) return true;
  return is_core(registry, "Schema") && relation.name != "composites" && relation.name != "projects";
}

std::string key_of(const Value& value) {
  return python_repr(value);
}

void find_by(records::RecordStore& target, const Registry& target_registry, const schema::Field& field,
             std::span<const records::Record* const> rows,
             std::unordered_map<std::size_t, std::int64_t>& found) {
  std::vector<Value> wanted;
  std::unordered_map<std::string, std::size_t> positions;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Value& value = rows[i]->get(field.name);
    if (found.contains(i) || value.is_null()) continue;
    wanted.push_back(value);
    positions.emplace(key_of(value), i);
  }
  if (wanted.empty()) return;
  query::Query query(target_registry);
  query.where(field.name + "__in", query::Operand(std::move(wanted)));
  for (const auto& row : target.values(query, {field.name, target_registry.key().name})) {
    const auto position = positions.find(key_of(row[0]));
    if (position != positions.end()) found.emplace(position->second, row[1].integer());
  }
}

}  // namespace

std::vector<TravellingLink> travelling_links(const schema::Catalog& source, const schema::Catalog& target,
                                             const Registry& registry) {
  std::vector<TravellingLink> links;
  for (const auto& relation : source.relations(registry)) {
    if (relation.kind != Relation::Kind::many_to_many || !is_travelling(registry, relation)) continue;
    if (target.find(relation.through->qualified_name()) == nullptr) continue;
    const auto is_known = [&](const auto& link) { return link.through == relation.through; };
    if (std::ranges::any_of(links, is_known)) continue;
    links.push_back({relation.through, relation.through_source, relation.through_target});
  }
  return links;
}

bool travels(const Registry& registry, const schema::Field& field) {
  if (!field.is_relation() || field.source == schema::Source::current_user ||
      field.source == schema::Source::current_run) {
    return false;
  }
  if (field.target == "lamindb.User" || field.target == "lamindb.Space") return false;
  const bool is_link = registry.traits.is_link;
  if (field.target == "lamindb.Artifact") return is_link;
  if (field.target == "lamindb.Run" || field.target == "lamindb.Collection")
    return is_link && !field.nullable;
  return true;
}

std::unordered_map<std::size_t, std::int64_t> find_same(records::RecordStore& target,
                                                        const Registry& target_registry,
                                                        std::span<const records::Record* const> rows) {
  std::unordered_map<std::size_t, std::int64_t> found;
  if (rows.empty()) return found;
  const Registry& registry = rows.front()->registry();
  if (const auto* uid = registry.find_field("uid"); uid != nullptr)
    find_by(target, target_registry, *uid, rows, found);
  for (const auto& field : registry.fields) {
    if (!field.unique || field.is_key() || field.is_relation() || field.name == "uid") continue;
    if (target_registry.find_field(field.name) != nullptr)
      find_by(target, target_registry, field, rows, found);
  }
  return found;
}

std::optional<std::int64_t> find_same(records::RecordStore& target, const records::Record& row) {
  const Registry* registry = target.catalog().find(row.registry().qualified_name());
  if (registry == nullptr) return std::nullopt;
  const records::Record* const rows[] = {&row};
  const auto found = find_same(target, *registry, rows);
  return found.empty() ? std::nullopt : std::optional(found.begin()->second);
}

}  // namespace lamin::remote
