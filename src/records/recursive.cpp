#include "records/recursive.hpp"

#include <array>

#include "base/error.hpp"
#include "sql/dialect.hpp"

namespace lamin::records {
namespace {

// UNION, not UNION ALL: a record reached by many ways is visited once, and circles end.
std::string walk(const schema::Registry& through, const schema::Field& from, const schema::Field& to) {
  const std::string table = sql::quoted(through.table);
  return "WITH RECURSIVE reached(id) AS ("
         "SELECT " +
         sql::quoted(to.column) + " FROM " + table + " WHERE " + sql::quoted(from.column) +
         " = ?1 "
         "UNION SELECT link." +
         sql::quoted(to.column) + " FROM reached JOIN " + table + " AS link ON link." +
         sql::quoted(from.column) + " = reached.id) SELECT id FROM reached WHERE id <> ?1 ORDER BY id";
}

// Artifacts and collections are two kinds of rows of one step: Postgres allows no second step of recursion.

// Runs that lead to the artifact ?1, or to the collection ?2.
constexpr std::string_view ancestor_runs = R"sql(
WITH RECURSIVE reached(run) AS (
  SELECT run_id FROM lamindb_artifact WHERE id = ?1 AND run_id IS NOT NULL
  UNION
  SELECT run_id FROM lamindb_collection WHERE id = ?2 AND run_id IS NOT NULL
  UNION
  SELECT COALESCE(artifact.run_id, collection.run_id)
  FROM reached
  CROSS JOIN (SELECT 0 AS kind UNION ALL SELECT 1) kinds
  LEFT JOIN lamindb_artifact_input_of_runs used ON kinds.kind = 0 AND used.run_id = reached.run
  LEFT JOIN lamindb_artifact artifact ON artifact.id = used.artifact_id AND artifact._branch_code <> -1
  LEFT JOIN lamindb_collection_input_of_runs taken ON kinds.kind = 1 AND taken.run_id = reached.run
  LEFT JOIN lamindb_collection collection
    ON collection.id = taken.collection_id AND collection._branch_code <> -1
  WHERE COALESCE(artifact.run_id, collection.run_id) IS NOT NULL
))sql";

// Runs that the artifact ?1, or the collection ?2, leads to.
constexpr std::string_view descendant_runs = R"sql(
WITH RECURSIVE reached(run) AS (
  SELECT run_id FROM lamindb_artifact_input_of_runs WHERE artifact_id = ?1
  UNION
  SELECT run_id FROM lamindb_collection_input_of_runs WHERE collection_id = ?2
  UNION
  SELECT COALESCE(used.run_id, taken.run_id)
  FROM reached
  CROSS JOIN (SELECT 0 AS kind UNION ALL SELECT 1) kinds
  LEFT JOIN lamindb_artifact artifact
    ON kinds.kind = 0 AND artifact.run_id = reached.run AND artifact._branch_code <> -1
  LEFT JOIN lamindb_artifact_input_of_runs used ON used.artifact_id = artifact.id
  LEFT JOIN lamindb_collection collection
    ON kinds.kind = 1 AND collection.run_id = reached.run AND collection._branch_code <> -1
  LEFT JOIN lamindb_collection_input_of_runs taken ON taken.collection_id = collection.id
  WHERE COALESCE(used.run_id, taken.run_id) IS NOT NULL
))sql";

// kind (0 artifact, 1 collection), object, run, whether it is an output.
constexpr std::string_view edges_of_reached = R"sql(
SELECT 0, used.id, link.run_id, 0
FROM reached JOIN lamindb_artifact_input_of_runs link ON link.run_id = reached.run
JOIN lamindb_artifact used ON used.id = link.artifact_id AND used._branch_code <> -1
UNION ALL
SELECT 1, used.id, link.run_id, 0
FROM reached JOIN lamindb_collection_input_of_runs link ON link.run_id = reached.run
JOIN lamindb_collection used ON used.id = link.collection_id AND used._branch_code <> -1
UNION ALL
SELECT 0, made.id, made.run_id, 1
FROM reached JOIN lamindb_artifact made ON made.run_id = reached.run AND made._branch_code <> -1
UNION ALL
SELECT 1, made.id, made.run_id, 1
FROM reached JOIN lamindb_collection made ON made.run_id = reached.run AND made._branch_code <> -1)sql";

std::vector<RunEdge> run_edges(RecordStore& store, const Record& record, std::string_view runs) {
  const bool is_collection = record.registry().name == "Collection";
  const std::array<Value, 2> parameters = {is_collection ? Value() : Value(record.id()),
                                           is_collection ? Value(record.id()) : Value()};
  std::vector<RunEdge> edges;
  for (const auto& row : store.recursive(std::string(runs) + std::string(edges_of_reached), parameters))
    edges.push_back({row[0].integer() == 1, row[1].integer(), row[2].integer(), row[3].integer() == 1});
  return edges;
}

}  // namespace

std::string ancestors_statement(const schema::Relation& relation) {
  return walk(*relation.through, *relation.through_source, *relation.through_target);
}

std::string descendants_statement(const schema::Relation& relation) {
  return walk(*relation.through, *relation.through_target, *relation.through_source);
}

std::vector<RunEdge> edges_of_ancestors(RecordStore& store, const Record& record) {
  return run_edges(store, record, ancestor_runs);
}

std::vector<RunEdge> edges_of_descendants(RecordStore& store, const Record& record) {
  return run_edges(store, record, descendant_runs);
}

std::vector<Link> reachable_links(RecordStore& store, const schema::Registry& registry,
                                  std::string_view relation, std::int64_t start) {
  const schema::Relation* steps = store.catalog().find_relation(registry, relation);
  if (steps == nullptr || steps->kind != schema::Relation::Kind::many_to_many || steps->target != &registry)
    throw Error(ErrorCode::unsupported, "This registry has no such hierarchy")
        .with("registry", registry.display_name())
        .with("relation", relation);
  const std::string table = sql::quoted(steps->through->table);
  const std::string near = sql::quoted(steps->through_source->column);
  const std::string far = sql::quoted(steps->through_target->column);
  const std::string statement =
      "WITH RECURSIVE reached(id) AS (SELECT CAST(?1 AS bigint) UNION SELECT link." + far +
      " FROM reached JOIN " + table + " link ON link." + near + " = reached.id) SELECT link." + near +
      ", link." + far + " FROM reached JOIN " + table + " link ON link." + near + " = reached.id";
  const std::array<Value, 1> parameters = {Value(start)};
  std::vector<Link> links;
  for (const auto& row : store.recursive(statement, parameters))
    links.push_back({row[0].integer(), row[1].integer()});
  return links;
}

}  // namespace lamin::records
