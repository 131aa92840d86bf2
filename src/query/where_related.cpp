// Conditions of Where on related records, of which there may be many: those that need a subquery.
#include "query/lookups.hpp"
#include "query/where.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {

std::string Where::without_links(const Path& path, int group) {
  const schema::Relation& last = *path.steps.back();
  Path parent = path;
  parent.steps.pop_back();
  parent.field = &last.source->key();
  const bool by_links = last.kind == schema::Relation::Kind::many_to_many;
  const schema::Field& link = by_links ? *last.through_source : *last.field;
  const std::string& table = by_links ? last.through->table : last.target->table;
  return "NOT EXISTS (SELECT 1 FROM " + sql::quoted(table) + " AS linked WHERE linked." +
         sql::quoted(link.column) + " = " + joins_.column(parent, group) + ")";
}

// The records for which some record at the end of the path fits.
std::string Where::among_many(const Path& path, int group, const Operand& operand) {
  const bool needs_record = !accepts_missing(path, operand);
  if (const int join = needs_record ? joins_.joined_many(path, group) : 0; join != 0) {
    return among_joined(path, join, group, operand);
  }
  if (needs_record && !path.steps.front()->is_single) {
    Joins joins(*path.steps.front(), nested_prefix(operand));
    const std::string condition = demanded(joins, path, group, operand);
    const std::string& link = joins.link_column();
    const std::string not_null = joins.link_may_be_null() ? " AND " + link + " IS NOT NULL" : "";
    return joins_.key_column() + " IN (SELECT " + link + joins.text() + " WHERE " + condition + not_null +
           ")";
  }
  Joins joins(registry_, nested_prefix(operand));
  const std::string column = joins.column(path, 1);
  const std::string condition = comparison(path, column, operand, group);
  return joins_.key_column() + " IN (SELECT " + joins.key_column() + joins.text() + " WHERE " + condition +
         ")";
}

// A condition beside this one has joined the related records already: it is this one that fits, or does not.
std::string Where::among_joined(const Path& path, int join, int group, const Operand& operand) {
  Path rest = path;
  rest.steps.erase(rest.steps.begin(), rest.steps.begin() + static_cast<std::ptrdiff_t>(path.first_many()));
  Joins joins(*rest.steps.front(), nested_prefix(operand));
  const std::string condition = demanded(joins, rest, group, operand);
  const std::string key = joins_.key_of(join);
  return "(" + key + " IS NOT NULL AND " + key + " IN (SELECT " + joins.start_key() + joins.text() +
         " WHERE " + condition + "))";
}

std::string Where::demanded(Joins& joins, const Path& path, int group, const Operand& operand) {
  std::vector<int> used;
  const std::string column = joins.column_after_first_step(path, 1, &used);
  std::string condition = comparison(path, column, operand, group);
  for (const int join : used) joins.demand(join);
  return condition;
}

// What the operand takes from the row outside must not be mistaken for a table inside.
std::string Where::nested_prefix(const Operand& operand) const {
  const bool looks_out = operand.is_expression() || (operand.is_query() && operand.query().mentions_outer());
  return looks_out || joins_.prefix() != "t" ? joins_.prefix() + "n" : "t";
}

}  // namespace lamin::query
