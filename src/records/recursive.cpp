#include "records/recursive.hpp"

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

}  // namespace

std::string ancestors_statement(const schema::Relation& relation) {
  return walk(*relation.through, *relation.through_source, *relation.through_target);
}

std::string descendants_statement(const schema::Relation& relation) {
  return walk(*relation.through, *relation.through_target, *relation.through_source);
}

}  // namespace lamin::records
