#include "migrations/tables.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace lamin::migrations {
namespace {

using schema::Constraint;
using schema::Field;
using schema::FieldType;
using schema::Registry;

std::string joined(std::span<const std::string> columns, std::string_view separator, bool in_quotes) {
  std::string text;
  for (const auto& column : columns) {
    if (!text.empty()) text += separator;
    text += in_quotes ? sql::quoted(column) : column;
  }
  return text;
}

std::string digest_of(std::string_view table, std::span<const std::string> columns) {
  std::string text(table);
  for (const auto& column : columns) text += column;
  return hex(md5(text)).substr(0, 8);
}

void append_references(const schema::Catalog& catalog, const Field& field, std::string& text) {
  const Registry& target = catalog.get(field.target);
  text += " REFERENCES " + sql::quoted(target.table) + " (" + sql::quoted(target.key().column) +
          ") DEFERRABLE INITIALLY DEFERRED";
}

void append_column(const schema::Catalog& catalog, const Field& field, const sql::Dialect& dialect,
                   std::string& text) {
  const Field* target_key = field.is_relation() ? &catalog.get(field.target).key() : nullptr;
  const std::string column = sql::quoted(field.column);
  text += column + " " + dialect.column_type(field, target_key);
  if (field.is_key()) {
    text += dialect.counted_key();
    return;
  }
  if (const std::string value = dialect.default_text(field); !value.empty()) text += " DEFAULT " + value;
  text += field.nullable ? " NULL" : " NOT NULL";
  if (field.unique) text += " UNIQUE";
  if (dialect.names_constraints()) return;
  if (field.is_relation()) append_references(catalog, field, text);
  if (field.type == FieldType::json)
    text += " CHECK ((JSON_VALID(" + column + ") OR " + column + " IS NULL))";
}

void append_unique(std::string_view name, std::span<const std::string> columns, std::string& text) {
  text += ", CONSTRAINT " + sql::quoted(name) + " UNIQUE (" + joined(columns, ", ", true) + ")";
}

void append_constraint(const Constraint& constraint, std::string& text) {
  if (constraint.kind == Constraint::Kind::named_check) {
    text += ", CONSTRAINT " + sql::quoted(constraint.name) + " CHECK (" + constraint.condition + ")";
  }
  if (constraint.kind == Constraint::Kind::named_unique)
    append_unique(constraint.name, constraint.columns, text);
}

std::string create_index(const Registry& registry, std::string_view name,
                         std::span<const std::string> columns, bool unique, std::string_view condition) {
  std::string text = unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  text += sql::quoted(name) + " ON " + sql::quoted(registry.table) + " (" + joined(columns, ", ", true) + ")";
  if (!condition.empty()) text.append(" WHERE ").append(condition);
  return text;
}

template <class Act>
void for_each_column(const Registry& registry, const sql::Dialect& dialect, Act act) {
  const bool by_second = dialect.names_constraints() && !registry.postgres_order.empty();
  const auto& order = by_second ? registry.postgres_order : registry.sqlite_order;
  if (order.empty()) {
    for (const auto& field : registry.fields) act(field);
  }
  for (const auto position : order) act(registry.fields[position]);
}

// This column became a text after its indexes were made, and lost the one for patterns.
bool lacks_pattern_index(const Registry& registry, const Field& field) {
  return registry.table == "wetlab_compound" && field.name == "name";
}

std::string pattern_index(const Registry& registry, const Field& field, const sql::Dialect& dialect) {
  const std::vector<std::string> columns = {field.column};
  const std::string name = index_name(registry.table, columns, "_like", dialect.max_name_length());
  const std::string operators =
      field.type == FieldType::long_text ? "text_pattern_ops" : "varchar_pattern_ops";
  return "CREATE INDEX " + sql::quoted(name) + " ON " + sql::quoted(registry.table) + " (" +
         sql::quoted(field.column) + " " + operators + ")";
}

}  // namespace

std::string index_name(std::string_view table, std::span<const std::string> columns, std::string_view suffix,
                       int max_length) {
  const auto limit = static_cast<std::size_t>(max_length);
  const std::string names = joined(columns, "_", false);
  std::string tail = digest_of(table, columns).append(suffix);
  std::string name = std::string(table) + "_" + names + "_" + tail;
  if (name.size() <= limit) return name;
  tail.resize(std::min(tail.size(), limit / 3));
  const std::size_t share = (limit - tail.size()) / 2 - 1;
  return std::string(table.substr(0, share)) + "_" + names.substr(0, share) + "_" + tail;
}

std::string create_table(const schema::Catalog& catalog, const Registry& registry,
                         const sql::Dialect& dialect) {
  std::string text = "CREATE TABLE " + sql::quoted(registry.table) + " (";
  bool is_first = true;
  for_each_column(registry, dialect, [&](const Field& field) {
    if (!is_first) text += ", ";
    is_first = false;
    append_column(catalog, field, dialect, text);
  });
  for (const auto& constraint : registry.constraints) {
    append_constraint(constraint, text);
    if (constraint.kind != Constraint::Kind::unique_together || !dialect.names_constraints()) continue;
    const auto name = index_name(registry.table, constraint.columns, "_uniq", dialect.max_name_length());
    append_unique(name, constraint.columns, text);
  }
  return text + ")";
}

std::vector<std::string> create_indexes(const Registry& registry, const sql::Dialect& dialect) {
  std::vector<std::string> statements;
  const int limit = dialect.max_name_length();
  for_each_column(registry, dialect, [&](const Field& field) {
    if (field.indexed && !field.unique) {
      const std::vector<std::string> columns = {field.column};
      statements.push_back(
          create_index(registry, index_name(registry.table, columns, "", limit), columns, false, ""));
    }
    const bool by_pattern = dialect.names_constraints() && field.is_text() && (field.indexed || field.unique);
    if (by_pattern && !lacks_pattern_index(registry, field))
      statements.push_back(pattern_index(registry, field, dialect));
  });
  for (const auto& constraint : registry.constraints) {
    const auto& columns = constraint.columns;
    if (constraint.kind == Constraint::Kind::unique_together) {
      if (dialect.names_constraints()) continue;
      const auto name = index_name(registry.table, columns, "_uniq", limit);
      statements.push_back(create_index(registry, name, columns, true, ""));
    } else if (constraint.kind == Constraint::Kind::named_index) {
      statements.push_back(create_index(registry, constraint.name, columns, false, constraint.condition));
    } else if (constraint.kind == Constraint::Kind::named_unique_index) {
      statements.push_back(create_index(registry, constraint.name, columns, true, constraint.condition));
    }
  }
  return statements;
}

std::vector<std::string> create_foreign_keys(const schema::Catalog& catalog, const Registry& registry,
                                             const sql::Dialect& dialect) {
  std::vector<std::string> statements;
  if (!dialect.names_constraints()) return statements;
  for_each_column(registry, dialect, [&](const Field& field) {
    if (!field.is_relation()) return;
    const Registry& target = catalog.get(field.target);
    const std::vector<std::string> columns = {field.column};
    const std::string suffix = "_fk_" + target.table + "_" + target.key().column;
    const std::string name = index_name(registry.table, columns, suffix, dialect.max_name_length());
    std::string text = "ALTER TABLE " + sql::quoted(registry.table) + " ADD CONSTRAINT " + sql::quoted(name) +
                       " FOREIGN KEY (" + sql::quoted(field.column) + ")";
    append_references(catalog, field, text);
    statements.push_back(std::move(text));
  });
  return statements;
}

}  // namespace lamin::migrations
