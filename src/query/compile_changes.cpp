// UPDATE and DELETE.
#include "base/error.hpp"
#include "query/compile.hpp"
#include "query/joins.hpp"
#include "query/operands.hpp"
#include "query/parameters.hpp"
#include "query/path.hpp"
#include "query/select.hpp"
#include "query/where.hpp"

namespace lamin::query {
namespace {

using schema::Catalog;
using schema::Registry;
using sql::quoted;

/// " WHERE ..." for UPDATE and DELETE, which know one table only.
std::string rows_of(const Query& query, const Catalog& catalog, Parameters& parameters) {
  Select select(query, catalog, parameters);
  if (select.is_single_table() && !is_sliced(query)) {
    return select.condition().empty() ? "" : " WHERE " + select.condition();
  }
  select.add_key();
  if (is_sliced(query)) select.order();
  return " WHERE t0." + quoted(query.registry().key().column) + " IN (" + select.text(false, true) + ")";
}

const schema::Field& assigned_field(const Registry& registry, std::string_view name, const Catalog& catalog) {
  const Path path = parse_value(registry, name, catalog);
  if (path.steps.empty() && path.json_keys.empty() && path.part.empty()) return *path.field;
  if (path.steps.size() == 1 && path.ends_at_relation &&
      path.steps[0]->kind == schema::Relation::Kind::forward) {
    return *path.steps[0]->field;
  }
  throw Error{ErrorCode::unknown_field, "Cannot update model field '" + std::string(name) +
                                            "' (only non-relations and foreign keys permitted)."};
}

}  // namespace

Compiled compile_update(const Query& query, const std::vector<std::pair<std::string, Value>>& assignments,
                        const Catalog& catalog, const sql::Dialect& dialect) {
  std::vector<std::pair<std::string, Expression>> computed;
  for (const auto& [name, value] : assignments) computed.emplace_back(name, Expression::value(value));
  return compile_update(query, computed, catalog, dialect);
}

Compiled compile_update(const Query& query,
                        const std::vector<std::pair<std::string, Expression>>& assignments,
                        const Catalog& catalog, const sql::Dialect& dialect) {
  Parameters parameters(dialect);
  std::string settings;
  Joins joins(query.registry());
  Scope row{query.registry(), catalog, joins, parameters};
  for (const auto& [name, value] : assignments) {
    const schema::Field& field = assigned_field(query.registry(), name, catalog);
    const Value* constant = value.as_value();
    settings += (settings.empty() ? "" : ", ") + quoted(field.column) + " = " +
                (constant != nullptr ? parameters.add(dialect.to_database(field, as_held(field, *constant)))
                                     : compute(row, value, 0).sql);
  }
  if (!joins.is_single_table()) {
    throw Error{ErrorCode::unknown_field, "Joined field references are not permitted in this query"};
  }
  Compiled compiled;
  compiled.sql = "UPDATE " + quoted(query.registry().table) + " AS t0 SET " + settings +
                 rows_of(query, catalog, parameters);
  compiled.parameters = parameters.take();
  return compiled;
}

Compiled compile_delete(const Query& query, const Catalog& catalog, const sql::Dialect& dialect) {
  Parameters parameters(dialect);
  Compiled compiled;
  compiled.sql =
      "DELETE FROM " + quoted(query.registry().table) + " AS t0" + rows_of(query, catalog, parameters);
  compiled.parameters = parameters.take();
  return compiled;
}

}  // namespace lamin::query
