#include "annotation/subject.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace lamin::annotation {
namespace {

using schema::Relation;

constexpr Names features{"Feature", "FeatureValue", "feature", "_feature_values"};
constexpr Names params{"Param", "ParamValue", "param", "_param_values"};

}  // namespace

const Names& names_of(Subject subject) {
  return subject == Subject::features ? features : params;
}

const Relation* value_relation(const schema::Catalog& catalog, const schema::Registry& host,
                               Subject subject) {
  return catalog.find_relation(host, names_of(subject).relation);
}

bool leads_to_labels(const Relation& relation) {
  if (relation.kind != Relation::Kind::many_to_many || relation.is_hidden()) return false;
  return relation.through->traits.is_link && relation.through->find_field("feature") != nullptr &&
         relation.target->name != "Feature";
}

std::vector<const Relation*> label_relations(const schema::Catalog& catalog, const schema::Registry& host) {
  std::vector<const Relation*> relations;
  for (const Relation& relation : catalog.relations(host))
    if (leads_to_labels(relation)) relations.push_back(&relation);
  return relations;
}

const Relation* label_relation(const schema::Catalog& catalog, const schema::Registry& host,
                               const schema::Registry& label) {
  const auto relations = label_relations(catalog, host);
  const auto found = std::ranges::find(relations, &label, &Relation::target);
  return found == relations.end() ? nullptr : *found;
}

const std::string& name_field(const schema::Registry& registry) {
  return registry.naming_field().name;
}

void expect_saved(const records::Record& host) {
  if (host.is_saved()) return;
  throw Error(ErrorCode::invalid_value,
              "\"" + records::repr(host) +
                  "\" needs to have a value for field \"id\" before this many-to-many relationship can be "
                  "used.");
}

}  // namespace lamin::annotation
