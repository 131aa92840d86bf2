#include "query/tree.hpp"

#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {
namespace {

const schema::Relation& parents_of(const schema::Registry& registry, const schema::Catalog& catalog) {
  const schema::Relation* parents = catalog.find_relation(registry, "parents");
  const bool is_hierarchy = parents != nullptr && parents->kind == schema::Relation::Kind::many_to_many &&
                            parents->target == &registry;
  if (is_hierarchy) return *parents;
  throw Error{ErrorCode::unknown_field,
              "Unsupported lookup 'in_tree': " + registry.name + " has no hierarchy (no parents)."};
}

/// Fields that a text may be the value of.
std::vector<const schema::Field*> naming_fields(const schema::Registry& registry) {
  std::vector<const schema::Field*> fields;
  for (const std::string& name :
       {registry.naming_field().name, registry.ontology_id_field, std::string("uid")}) {
    const schema::Field* field = name.empty() ? nullptr : registry.find_field(name);
    if (field != nullptr && field->is_text()) fields.push_back(field);
  }
  return fields;
}

std::string among(const std::string& column, const std::vector<Value>& values, Parameters& parameters) {
  std::vector<std::string> places;
  for (const Value& value : values) places.push_back(parameters.add(value));
  return column + " IN (" + join(places, ", ") + ")";
}

std::string is_start(const schema::Registry& registry, const Operand& operand, Scope& scope) {
  const std::string key = "start." + sql::quoted(registry.key().column);
  if (operand.is_query()) return key + " IN (" + compile_subselect(operand.query(), "", scope).sql + ")";
  std::vector<Value> texts, keys;
  for (const Value& value : operand.is_list() ? operand.values() : std::vector<Value>{operand.value()}) {
    if (!value.is<std::string>() && !value.is<std::int64_t>()) {
      throw Error{
          ErrorCode::invalid_value,
          "'in_tree' takes a name, an ontology id, a uid or a record, not " + python_repr(value) + "."};
    }
    (value.is<std::string>() ? texts : keys).push_back(value);
  }
  std::vector<std::string> conditions;
  if (!keys.empty()) conditions.push_back(among(key, keys, scope.parameters));
  if (!texts.empty())
    for (const schema::Field* field : naming_fields(registry))
      conditions.push_back(among("start." + sql::quoted(field->column), texts, scope.parameters));
  return conditions.empty() ? "1 = 0" : "(" + join(conditions, " OR ") + ")";
}

}  // namespace

std::string in_tree(const schema::Registry& registry, const std::string& column, const Operand& operand,
                    Scope& scope) {
  const schema::Relation& parents = parents_of(registry, scope.catalog);
  if (operand.is_expression())
    throw Error{ErrorCode::unsupported, "'in_tree' cannot be compared with an expression."};
  const std::string child = sql::quoted(parents.through_source->column);
  const std::string parent = sql::quoted(parents.through_target->column);
  return column + " IN (WITH RECURSIVE tree(id) AS (SELECT start." + sql::quoted(registry.key().column) +
         " FROM " + sql::quoted(registry.table) + " AS start WHERE " + is_start(registry, operand, scope) +
         " UNION SELECT below." + child + " FROM tree JOIN " + sql::quoted(parents.through->table) +
         " AS below ON below." + parent + " = tree.id) SELECT id FROM tree)";
}

}  // namespace lamin::query
