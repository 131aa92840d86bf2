#include "schema/catalog.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::schema {
namespace {

// `cell_type`, `CellType` and `celltype` are one name in a shell.
std::string folded(std::string_view name) {
  std::string text;
  text.reserve(name.size());
  for (const char c : name) {
    if (c != '_') text.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return text;
}

// `transform_set` of registry Transform is a default name, which queries write without its end.
std::string_view query_name_of(std::string_view reverse_name, const Registry& source) {
  const std::size_t length = source.name.size();
  if (reverse_name.size() != length + 4 || !reverse_name.ends_with("_set")) return reverse_name;
  const auto stem = reverse_name.substr(0, length);
  return stem == folded(source.name) ? stem : reverse_name;
}

bool is_for_people(const Registry& registry) {
  return !registry.traits.is_link && !registry.traits.is_automatic;
}

}  // namespace

Catalog::~Catalog() = default;

Catalog::Catalog(std::vector<Registry> registries) {
  registries_.reserve(registries.size());
  for (auto& registry : registries) registries_.push_back(std::make_unique<Registry>(std::move(registry)));
  index();
  connect();
}

void Catalog::index() {
  by_table_.reserve(registries_.size());
  by_name_.reserve(2 * registries_.size());
  relations_.reserve(registries_.size());
  for (const auto& registry : registries_) {
    by_table_.emplace(registry->table, registry.get());
    by_name_.emplace(registry->qualified_name(), registry.get());
    if (registry->module == "lamindb") by_name_.emplace(registry->name, registry.get());
    if (std::ranges::find(modules_, registry->module) == modules_.end()) modules_.push_back(registry->module);
    relations_[registry.get()].reserve(registry->fields.size() + registry->many_to_many.size());
  }
}

// Forward and many-to-many of all registries come before any view from the other end, so that lists are in
// order.
void Catalog::connect() {
  for (const auto& registry : registries_) {
    auto& own = relations_.find(registry.get())->second;
    for (const auto& field : registry->fields) {
      if (!field.is_relation()) continue;
      own.push_back({.kind = Relation::Kind::forward,
                     .name = field.name,
                     .query_name = field.name,
                     .source = registry.get(),
                     .target = &target_of(*registry, field.target),
                     .field = &field,
                     .is_single = true});
    }
    for (const auto& link : registry->many_to_many) {
      const Registry& through = target_of(*registry, link.through);
      own.push_back({.kind = Relation::Kind::many_to_many,
                     .name = link.name,
                     .query_name = link.name,
                     .source = registry.get(),
                     .target = &target_of(*registry, link.target),
                     .through = &through,
                     .through_source = &through.field(link.source_field),
                     .through_target = &through.field(link.target_field)});
    }
  }
  for (const auto& registry : registries_) {
    for (const auto& field : registry->fields) {
      if (field.is_relation() && !field.reverse_name.empty()) connect_field(*registry, field);
    }
    for (const auto& link : registry->many_to_many) {
      if (!link.reverse_name.empty()) connect_many_to_many(*registry, link);
    }
  }
}

void Catalog::connect_field(const Registry& registry, const Field& field) {
  const Registry& target = target_of(registry, field.target);
  relations_.find(&target)->second.push_back({.kind = Relation::Kind::backward,
                                              .name = field.reverse_name,
                                              .query_name = query_name_of(field.reverse_name, registry),
                                              .source = &target,
                                              .target = &registry,
                                              .field = &field,
                                              .declared_here = false,
                                              .is_single = field.type == FieldType::one_to_one});
}

void Catalog::connect_many_to_many(const Registry& registry, const ManyToMany& link) {
  const Registry& target = target_of(registry, link.target);
  const Registry& through = target_of(registry, link.through);
  relations_.find(&target)->second.push_back({.kind = Relation::Kind::many_to_many,
                                              .name = link.reverse_name,
                                              .query_name = query_name_of(link.reverse_name, registry),
                                              .source = &target,
                                              .target = &registry,
                                              .through = &through,
                                              .through_source = &through.field(link.target_field),
                                              .through_target = &through.field(link.source_field),
                                              .declared_here = false});
}

const Registry& Catalog::target_of(const Registry& registry, std::string_view name) const {
  if (const Registry* found = find(name)) return *found;
  throw Error{ErrorCode::invalid_value, "A relation points to a registry that is not mounted"}
      .with("registry", registry.qualified_name())
      .with("target", name);
}

const Registry* Catalog::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

const Registry* Catalog::find_table(std::string_view table) const {
  const auto found = by_table_.find(table);
  return found == by_table_.end() ? nullptr : found->second;
}

const Registry& Catalog::get(std::string_view name) const {
  if (const Registry* exact = find(name)) return *exact;
  const std::string wanted = folded(name);
  for (const bool links_too : {false, true}) {
    for (const auto& registry : registries_) {
      if (!links_too && !is_for_people(*registry)) continue;
      if (folded(registry->name) == wanted || folded(registry->qualified_name()) == wanted) return *registry;
    }
  }
  std::vector<std::string> known;
  for (const auto& registry : registries_) {
    if (is_for_people(*registry)) known.push_back(registry->display_name());
  }
  Error error{ErrorCode::invalid_value, "There is no registry '" + std::string(name) + "'"};
  if (const auto near = nearest(name, known)) throw std::move(error).hint("Did you mean '" + *near + "'?");
  throw std::move(error).hint("Registries are: " + join(known, ", ") + ".");
}

const std::vector<Relation>& Catalog::relations(const Registry& registry) const {
  const auto found = relations_.find(&registry);
  if (found == relations_.end()) {
    throw Error{ErrorCode::invalid_value, "The registry is not part of this catalog"}.with("registry",
                                                                                           registry.name);
  }
  return found->second;
}

const Relation* Catalog::find_relation(const Registry& registry, std::string_view name) const {
  for (const auto& relation : relations(registry)) {
    if (relation.name == name || relation.query_name == name) return &relation;
  }
  return nullptr;
}

}  // namespace lamin::schema
