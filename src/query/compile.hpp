// Turns a Query into one SQL statement with bound parameters.
//
// All functions throw unknown_field for a path that leads nowhere, naming the fields there are and the
// nearest one; invalid_value for an operand that its field cannot hold.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "query/query.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {

/// A column of the result: the field that types it, and the path or field name that was asked for.
struct Column {
  std::string name;
  const schema::Field* field = nullptr;
};

struct Compiled {
  std::string sql;
  std::vector<Value> parameters;  // ready to bind
  std::vector<Column> columns;
};

/// All fields of the registry, in model order.
Compiled compile_select(const Query& query, const schema::Catalog& catalog, const sql::Dialect& dialect);
/// The values at `paths`, which may walk relations; to-many relations multiply rows, as joins do.
Compiled compile_values(const Query& query, const std::vector<std::string>& paths,
                        const schema::Catalog& catalog, const sql::Dialect& dialect);
Compiled compile_count(const Query& query, const schema::Catalog& catalog, const sql::Dialect& dialect);
/// One row if there is a match.
Compiled compile_exists(const Query& query, const schema::Catalog& catalog, const sql::Dialect& dialect);
/// A row with its place, from 0, for each of `queries` that has a match.  None is a combination of queries.
Compiled compile_which_exist(std::span<const Query> queries, const schema::Catalog& catalog,
                             const sql::Dialect& dialect);
/// Sets fields (by name) of all matching rows.
Compiled compile_update(const Query& query, const std::vector<std::pair<std::string, Value>>& assignments,
                        const schema::Catalog& catalog, const sql::Dialect& dialect);
/// ... to what each row gives: `size = size + 1`.
Compiled compile_update(const Query& query,
                        const std::vector<std::pair<std::string, Expression>>& assignments,
                        const schema::Catalog& catalog, const sql::Dialect& dialect);
Compiled compile_delete(const Query& query, const schema::Catalog& catalog, const sql::Dialect& dialect);

/// Where a path leads, without its lookup: for columns of a frame and for messages.
struct Destination {
  std::vector<const schema::Relation*> steps;
  const schema::Field* field = nullptr;  // nullptr if the path ends at a relation
  bool is_many() const;
};
Destination resolve(const schema::Registry& registry, std::string_view path, const schema::Catalog& catalog);

}  // namespace lamin::query
