#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "migrations/compare.hpp"
#include "migrations/tables.hpp"
#include "sql/dialect.hpp"

namespace lamin::migrations {
namespace {

using schema::Field;
using schema::Registry;

struct Column {
  std::string type, value;  // "character varying(30)"; the text after DEFAULT
  bool is_required = false;
  bool operator==(const Column&) const = default;
};
struct Table {
  std::map<std::string, Column> columns;
  std::map<std::string, std::string> constraints;  // name -> "UNIQUE (name)"; without foreign keys
  std::map<std::string, std::string> indexes;      // name -> "CREATE INDEX ..."
  std::set<std::string> foreign_keys;
};
using Tables = std::map<std::string, Table>;

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

void read_columns(sql::Connection& connection, std::string_view schema, Tables& tables) {
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

void read_constraints(sql::Connection& connection, std::string_view schema, Tables& tables) {
  for_each_row(connection,
               "SELECT c.relname::text, k.conname::text, k.contype::text, "
               "CASE WHEN k.contype = 'f' THEN '' ELSE pg_get_constraintdef(k.oid) END::text FROM "
               "pg_constraint k JOIN " +
                   tables_in(schema) + " AND c.oid = k.conrelid WHERE k.contype IN ('u', 'c', 'f')",
               [&](sql::Statement& row) {
                 Table& table = tables[std::string(row.text(0))];
                 const std::string name(row.text(1));
                 if (row.text(2) == "f") {
                   table.foreign_keys.insert(name);
                 } else {
                   table.constraints[name] = row.text(3);
                 }
               });
}

void read_indexes(sql::Connection& connection, std::string_view schema, Tables& tables) {
  for_each_row(
      connection,
      "SELECT c.relname::text, n.relname::text, "
      "regexp_replace(pg_get_indexdef(i.indexrelid), ' ON (\\S+\\.)?', ' ON ')::text FROM pg_index i JOIN " +
          tables_in(schema) +
          " AND c.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid WHERE NOT EXISTS "
          "(SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = c.oid)",
      [&](sql::Statement& row) {
        tables[std::string(row.text(0))].indexes[std::string(row.text(1))] = row.text(2);
      });
}

Tables tables_of(sql::Connection& connection, std::string_view schema) {
  Tables tables;
  read_columns(connection, schema, tables);
  read_constraints(connection, schema, tables);
  read_indexes(connection, schema, tables);
  return tables;
}

/// The declared tables as the database understands them: made, read, and gone again.
Tables understood(sql::Connection& connection, const schema::Catalog& catalog,
                  const std::vector<const Registry*>& registries) {
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
  Tables tables = tables_of(connection, temporary);
  connection.execute(drops);
  return tables;
}

/// What rows that were there get in a column that is new, or that must not be null any more.
std::string filling(const Field& field, const Column& column, const sql::Dialect& dialect) {
  if (!column.value.empty()) return column.value;
  if (field.source == schema::Source::random_uid) {
    return "substr(md5(random()::text) || md5(random()::text), 1, " + std::to_string(field.max_length) + ")";
  }
  std::string text;
  if (!field.constant.is_null()) {
    const Value value = dialect.to_database(field, field.constant);
    if (const auto* words = value.get_if<std::string>()) text = replace_all(*words, "'", "''");
    if (const auto* number = value.get_if<std::int64_t>()) text = std::to_string(*number);
  } else if (field.type == schema::FieldType::timestamp || field.type == schema::FieldType::date) {
    text = "now";
  } else if (field.type == schema::FieldType::json) {
    text = "null";
  } else if (field.is_relation()) {
    text = "1";  // space and user of whoever made the instance; others fail the check of keys
  } else if (!field.is_text()) {
    text = "0";
  }
  return "'" + text + "'::" + column.type;
}

class Comparison {
 public:
  Comparison(sql::Connection& connection, const schema::Catalog& catalog,
             const std::vector<const Registry*>& registries, const History& history)
      : catalog_(catalog),
        dialect_(connection.dialect()),
        history_(history),
        actual_(tables_of(connection, here)),
        wanted_(understood(connection, catalog, registries)) {}

  std::vector<Step> steps(const std::vector<const Registry*>& registries) {
    for (const auto* registry : registries) compare(*registry);
    for (const auto* registry : registries) compare_foreign_keys(*registry);
    for (const auto& table : history_.gone) {
      if (actual_.contains(table))
        steps_.push_back({"drop table " + table, {"DROP TABLE " + sql::quoted(table) + " CASCADE"}, {table}});
    }
    return std::move(steps_);
  }

 private:
  /// The table as it is, under the name that it had.
  Tables::const_iterator present(const Registry& registry) const {
    const auto found = actual_.find(registry.table);
    if (found != actual_.end()) return found;
    for (const auto& [former, name] : history_.tables) {
      if (name == registry.table) return actual_.find(former);
    }
    return actual_.end();
  }

  void compare(const Registry& registry) {
    const auto found = present(registry);
    if (found == actual_.end()) {
      Step step{"create table " + registry.table, {create_table(catalog_, registry, dialect_)}, {}};
      for (auto& index : create_indexes(registry, dialect_)) step.statements.push_back(std::move(index));
      steps_.push_back(std::move(step));
      return;
    }
    Step step{"", {}, {found->first}};
    std::vector<std::string> words;
    if (found->first != registry.table) {
      words.push_back("was " + found->first);
      step.statements.push_back("ALTER TABLE " + sql::quoted(found->first) + " RENAME TO " +
                                sql::quoted(registry.table));
    }
    Table now = found->second;
    drop_constraints(registry, now, step);
    change_columns(registry, now, step, words);
    add_constraints(registry, now, step);
    if (step.statements.empty()) return;
    step.summary = words.empty() ? "alter indexes of " + registry.table
                                 : "alter table " + registry.table + ": " + join(words, ", ");
    steps_.push_back(std::move(step));
  }

  std::string alter(const Registry& registry) const {
    return "ALTER TABLE " + sql::quoted(registry.table) + " ";
  }

  void drop_constraints(const Registry& registry, Table& now, Step& step) const {
    const Table& wanted = wanted_.at(registry.table);
    std::erase_if(now.constraints, [&](const auto& constraint) {
      const auto same = wanted.constraints.find(constraint.first);
      if (same != wanted.constraints.end() && same->second == constraint.second) return false;
      step.statements.push_back(alter(registry) + "DROP CONSTRAINT " + sql::quoted(constraint.first));
      return true;
    });
    std::erase_if(now.indexes, [&](const auto& index) {
      const auto same = wanted.indexes.find(index.first);
      if (same != wanted.indexes.end() && same->second == index.second) return false;
      step.statements.push_back("DROP INDEX " + sql::quoted(index.first));
      return true;
    });
  }

  void add_constraints(const Registry& registry, const Table& now, Step& step) const {
    const Table& wanted = wanted_.at(registry.table);
    for (const auto& [name, text] : wanted.constraints) {
      if (!now.constraints.contains(name))
        step.statements.push_back(alter(registry) + "ADD CONSTRAINT " + sql::quoted(name) + " " + text);
    }
    for (const auto& [name, text] : wanted.indexes) {
      if (!now.indexes.contains(name)) step.statements.push_back(text);
    }
  }

  std::string former_column(const Registry& registry, const std::string& column, const Table& now) const {
    const auto renames = history_.columns.find(registry.table);
    if (renames == history_.columns.end()) return "";
    for (const auto& [former, name] : renames->second) {
      if (name == column && now.columns.contains(former)) return former;
    }
    return "";
  }

  void change_columns(const Registry& registry, Table& now, Step& step,
                      std::vector<std::string>& words) const {
    const Table& wanted = wanted_.at(registry.table);
    for (const auto& field : registry.fields) {
      const Column& column = wanted.columns.at(field.column);
      auto found = now.columns.find(field.column);
      if (const auto former = former_column(registry, field.column, now);
          found == now.columns.end() && !former.empty()) {
        step.statements.push_back(alter(registry) + "RENAME COLUMN " + sql::quoted(former) + " TO " +
                                  sql::quoted(field.column));
        words.push_back(former + " -> " + field.column);
        auto node = now.columns.extract(former);
        node.key() = field.column;
        found = now.columns.insert(std::move(node)).position;
      }
      if (found == now.columns.end()) {
        add_column(registry, field, column, step);
        words.push_back("+ " + field.column);
      } else if (!field.is_key() && found->second != column) {
        change_column(registry, field, found->second, column, step);
        words.push_back("~ " + field.column);
      }
    }
    for (const auto& [name, column] : now.columns) {
      if (wanted.columns.contains(name)) continue;
      step.statements.push_back(alter(registry) + "DROP COLUMN " + sql::quoted(name) + " CASCADE");
      words.push_back("- " + name);
    }
  }

  void fill(const Registry& registry, const Field& field, const Column& column, Step& step) const {
    const std::string name = sql::quoted(field.column);
    step.statements.push_back("UPDATE " + sql::quoted(registry.table) + " SET " + name + " = " +
                              filling(field, column, dialect_) + " WHERE " + name + " IS NULL");
    step.statements.push_back(alter(registry) + "ALTER COLUMN " + name + " SET NOT NULL");
  }

  void add_column(const Registry& registry, const Field& field, const Column& column, Step& step) const {
    const std::string name = sql::quoted(field.column);
    step.statements.push_back(alter(registry) + "ADD COLUMN " + name + " " + column.type);
    if (column.is_required) fill(registry, field, column, step);
    if (!column.value.empty())
      step.statements.push_back(alter(registry) + "ALTER COLUMN " + name + " SET DEFAULT " + column.value);
  }

  void change_column(const Registry& registry, const Field& field, const Column& before, const Column& after,
                     Step& step) const {
    const std::string name = sql::quoted(field.column), column = alter(registry) + "ALTER COLUMN " + name;
    if (before.value != after.value && !before.value.empty())
      step.statements.push_back(column + " DROP DEFAULT");
    if (before.type != after.type)
      step.statements.push_back(column + " TYPE " + after.type + " USING " + name + "::" + after.type);
    if (before.is_required && !after.is_required) step.statements.push_back(column + " DROP NOT NULL");
    if (!before.is_required && after.is_required) fill(registry, field, after, step);
    if (before.value != after.value && !after.value.empty())
      step.statements.push_back(column + " SET DEFAULT " + after.value);
  }

  // Last, since they point to tables that have to be there.
  void compare_foreign_keys(const Registry& registry) {
    Step step{"alter foreign keys of " + registry.table, {}, {}};
    const auto found = present(registry);
    std::set<std::string> now = found == actual_.end() ? std::set<std::string>{} : found->second.foreign_keys;
    for (const auto& statement : create_foreign_keys(catalog_, registry, dialect_)) {
      const auto begin = statement.find("ADD CONSTRAINT \"") + 16;
      const std::string name = statement.substr(begin, statement.find('"', begin) - begin);
      if (now.erase(name) == 0) step.statements.push_back(statement);
    }
    std::vector<std::string> drops;
    for (const auto& name : now)
      drops.push_back(alter(registry) + "DROP CONSTRAINT IF EXISTS " + sql::quoted(name));
    step.statements.insert(step.statements.begin(), drops.begin(), drops.end());
    if (step.statements.empty()) return;
    // Those of a new or changed table belong to its step.
    const auto own = std::ranges::find_if(steps_, [&](const Step& other) {
      return other.summary == "create table " + registry.table ||
             other.summary.starts_with("alter table " + registry.table + ":");
    });
    if (own != steps_.end()) step.summary = "";
    steps_.push_back(std::move(step));
  }

  const schema::Catalog& catalog_;
  const sql::Dialect& dialect_;
  const History& history_;
  Tables actual_, wanted_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> difference_by_catalog(sql::Connection& connection, const schema::Catalog& catalog,
                                        const std::vector<std::string>& modules, const History& history) {
  std::vector<const Registry*> registries;
  for (const auto& registry : catalog.registries()) {
    if (std::ranges::find(modules, registry->module) != modules.end()) registries.push_back(registry.get());
  }
  return Comparison(connection, catalog, registries, history).steps(registries);
}

}  // namespace lamin::migrations
