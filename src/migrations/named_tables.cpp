#include "migrations/named_tables.hpp"

#include "migrations/tables.hpp"
#include "sql/dialect.hpp"

namespace lamin::migrations {
namespace {

constexpr std::string_view here =
    "(SELECT relnamespace FROM pg_class WHERE oid = 'django_migrations'::regclass)";
constexpr std::string_view temporary = "pg_my_temp_schema()";

template <class Act>
void for_each_row(sql::Connection& connection, const std::string& statement, Act act) {
  const auto rows = connection.prepare(statement);
  while (rows->step()) act(*rows);
}

std::string tables_in(std::string_view schema) {
  return "pg_class c ON c.relkind IN ('r', 'p') AND c.relnamespace = " + std::string(schema);
}

void read_columns(sql::Connection& connection, std::string_view schema, NamedTables& tables) {
  for_each_row(
      connection,
      "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod)::text, "
      "a.attnotnull::int::bigint, COALESCE(pg_get_expr(d.adbin, d.adrelid), '')::text FROM pg_attribute a "
      "JOIN " +
          tables_in(schema) +
          " AND c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
          "WHERE a.attnum > 0 AND NOT a.attisdropped",
      [&](sql::Statement& row) {
        tables[std::string(row.text(0))].columns[std::string(row.text(1))] = {
            std::string(row.text(2)), std::string(row.text(4)), row.integer(3) != 0};
      });
}

void read_constraints(sql::Connection& connection, std::string_view schema, NamedTables& tables) {
  for_each_row(connection,
               "SELECT c.relname::text, k.conname::text, pg_get_constraintdef(k.oid)::text FROM "
               "pg_constraint k JOIN " +
                   tables_in(schema) + " AND c.oid = k.conrelid WHERE k.contype IN ('u', 'c')",
               [&](sql::Statement& row) {
                 tables[std::string(row.text(0))].constraints[std::string(row.text(1))] = row.text(2);
               });
}

void read_foreign_keys(sql::Connection& connection, std::string_view schema, NamedTables& tables) {
  for_each_row(connection,
               "SELECT c.relname::text, k.conname::text, a.attname::text, t.relname::text FROM "
               "pg_constraint k JOIN " +
                   tables_in(schema) +
                   " AND c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid JOIN pg_attribute a ON "
                   "a.attrelid = c.oid AND a.attnum = k.conkey[1] WHERE k.contype = 'f'",
               [&](sql::Statement& row) {
                 tables[std::string(row.text(0))].foreign_keys[std::string(row.text(1))] =
                     foreign_key(row.text(2), row.text(3));
               });
}

void read_indexes(sql::Connection& connection, std::string_view schema, NamedTables& tables) {
  for_each_row(connection,
               "SELECT c.relname::text, n.relname::text, regexp_replace(pg_get_indexdef(i.indexrelid), "
               "'^CREATE (UNIQUE )?INDEX \\S+ ON (ONLY )?\\S+ ', '\\1INDEX ')::text FROM pg_index i JOIN " +
                   tables_in(schema) +
                   " AND c.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid WHERE NOT EXISTS "
                   "(SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = c.oid)",
               [&](sql::Statement& row) {
                 tables[std::string(row.text(0))].indexes[std::string(row.text(1))] = row.text(2);
               });
}

NamedTables tables_of(sql::Connection& connection, std::string_view schema) {
  NamedTables tables;
  read_columns(connection, schema, tables);
  read_constraints(connection, schema, tables);
  read_foreign_keys(connection, schema, tables);
  read_indexes(connection, schema, tables);
  return tables;
}

}  // namespace

std::string foreign_key(std::string_view column, std::string_view target) {
  return std::string(column).append(" -> ").append(target);
}

std::string create_index(std::string_view name, std::string_view table, std::string_view what) {
  const auto end = what.find("INDEX ") + 6;
  return "CREATE " + std::string(what.substr(0, end)) + sql::quoted(name) + " ON " + sql::quoted(table) +
         " " + std::string(what.substr(end));
}

NamedTables tables_there(sql::Connection& connection) {
  return tables_of(connection, here);
}

NamedTables declared_tables(sql::Connection& connection, const schema::Catalog& catalog,
                            const std::vector<const schema::Registry*>& registries) {
  const auto& dialect = connection.dialect();
  std::string script = "SET LOCAL client_min_messages = warning;\n";
  std::string drops;
  for (const auto* registry : registries) {
    const std::string name = "pg_temp." + sql::quoted(registry->table);
    const std::string text = create_table(catalog, *registry, dialect);
    const std::string head = "CREATE TABLE " + sql::quoted(registry->table);
    script += "CREATE TABLE " + name + text.substr(head.size()) + ";\n";
    // Unqualified, the name means the temporary table, which comes first.
    for (const auto& index : create_indexes(*registry, dialect)) script += index + ";\n";
    drops += (drops.empty() ? "DROP TABLE " : ", ") + name;
  }
  if (drops.empty()) return {};
  connection.execute(script);
  NamedTables tables = tables_of(connection, temporary);
  connection.execute(drops);
  return tables;
}

}  // namespace lamin::migrations
