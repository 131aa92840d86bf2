#include "migrations/reading.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"
#include "migrations/converge.hpp"
#include "sql/dialect.hpp"

namespace lamin::migrations {
namespace {

using schema::Field;
using schema::Registry;

using Columns = std::set<std::string>;
using Tables = std::map<std::string, Columns>;

/// How lamindb 2 calls what lamindb 1.3.2 has.
struct NewName {
  std::string_view table;  // "" = all
  std::string_view name, new_name;
};
constexpr std::array<NewName, 5> new_tables = {{
    {"", "lamindb_featurevalue", "lamindb_jsonvalue"},
    {"", "lamindb_artifactfeaturevalue", "lamindb_artifactjsonvalue"},
    {"", "lamindb_artifact__previous_runs", "lamindb_artifact_recreating_runs"},
    {"", "lamindb_collection__previous_runs", "lamindb_collection_recreating_runs"},
    {"", "lamindb_transform_predecessors", "lamindb_transformtransform"},
}};
constexpr std::array<NewName, 9> new_columns = {{
    {"", "_branch_code", "branch_id"},  // the ids of the first branches are the codes
    {"", "version", "version_tag"},
    {"lamindb_transform", "type", "kind"},
    {"lamindb_feature", "dtype", "_dtype_str"},
    {"lamindb_schema", "dtype", "_dtype_str"},
    {"lamindb_schema", "n", "n_members"},
    {"lamindb_artifactfeaturevalue", "featurevalue_id", "jsonvalue_id"},
    {"lamindb_transform_predecessors", "from_transform_id", "successor_id"},
    {"lamindb_transform_predecessors", "to_transform_id", "predecessor_id"},
}};

class Reading {
 public:
  Reading(sql::Connection& connection, const schema::Catalog& catalog)
      : catalog_(catalog), dialect_(connection.dialect()), actual_(columns_by_table(connection)) {}

  ReadingViews views() {
    for (const auto& registry : catalog_.registries()) read(*registry);
    count_unseen();
    return std::move(views_);
  }

 private:
  Tables::const_iterator table_of(const Registry& registry) const {
    if (const auto found = actual_.find(registry.table); found != actual_.end()) return found;
    for (const auto& [former, name] : history_of_lamindb().tables) {
      if (name == registry.table && actual_.contains(former)) return actual_.find(former);
    }
    for (const auto& [none, name, new_name] : new_tables) {
      if (name == registry.table) return actual_.find(std::string(new_name));
    }
    return actual_.end();
  }

  /// The column that holds the field there; "" if there is none.
  std::string column_of(const Registry& registry, const Field& field, const Columns& columns) const {
    if (columns.contains(field.column)) return field.column;
    const auto renames = history_of_lamindb().columns.find(registry.table);
    if (renames != history_of_lamindb().columns.end()) {
      for (const auto& [former, name] : renames->second) {
        if (name == field.column && columns.contains(former)) return former;
      }
    }
    for (const auto& [table, name, new_name] : new_columns) {
      if (name == field.column && (table.empty() || table == registry.table) &&
          columns.contains(std::string(new_name)))
        return std::string(new_name);
    }
    return "";
  }

  void read(const Registry& registry) {
    const auto found = table_of(registry);
    if (found == actual_.end()) {
      add_view(registry, "", {});
      if (!registry.traits.is_link && !registry.traits.is_automatic)
        views_.empty_registries.push_back(registry.display_name());
      return;
    }
    std::vector<std::string> columns;
    bool is_as_declared = found->first == registry.table;
    for (const auto& field : registry.fields) {
      columns.push_back(column_of(registry, field, found->second));
      if (columns.back() != field.column) is_as_declared = false;
      seen_[found->first].insert(columns.back());
      if (columns.back().empty() && !registry.traits.is_link)
        views_.missing_fields.push_back(registry.display_name() + "." + field.name);
    }
    seen_[found->first].insert("");
    if (!is_as_declared) add_view(registry, found->first, columns);
  }

  void add_view(const Registry& registry, const std::string& table, const std::vector<std::string>& columns) {
    std::string text = "CREATE TEMP VIEW " + sql::quoted(registry.table) + " AS SELECT ";
    for (std::size_t i = 0; i < registry.fields.size(); ++i) {
      const Field& field = registry.fields[i];
      if (i > 0) text += ", ";
      text += table.empty() || columns[i].empty() ? missing(field, table.empty()) : sql::quoted(columns[i]);
      text += " AS " + sql::quoted(field.column);
    }
    // The view has the name of the table, so that the table has to say whose it is.
    text += table.empty() ? " WHERE 1 = 0" : " FROM " + qualified(table);
    views_.script += text + ";\n";
  }

  std::string qualified(const std::string& table) const {
    return (dialect_.names_constraints() ? "public." : "main.") + sql::quoted(table);
  }

  /// Null, or what the declaration gives to every row.
  std::string missing(const Field& field, bool is_empty) const {
    const Field* key = field.is_relation() ? &catalog_.get(field.target).key() : nullptr;
    std::string value = "NULL";
    if (!is_empty && !field.nullable) {
      const Value given = field.database_default ? *field.database_default : field.constant;
      const Value bound = given.is_null() ? Value() : dialect_.to_database(field, given);
      if (const auto* text = bound.get_if<std::string>()) value = "'" + replace_all(*text, "'", "''") + "'";
      if (const auto* number = bound.get_if<std::int64_t>()) value = std::to_string(*number);
      if (const auto* truth = bound.get_if<bool>()) value = *truth ? "'1'" : "'0'";
    }
    // SQLite keeps the value as it is; elsewhere the column has to have its type.
    return dialect_.names_constraints()
               ? "CAST(" + quoted_number(value) + " AS " + dialect_.column_type(field, key) + ")"
               : value;
  }
  // A text becomes any type.
  static std::string quoted_number(const std::string& value) {
    return value == "NULL" || value.starts_with('\'') ? value : "'" + value + "'";
  }

  void count_unseen() {
    for (const auto& [table, columns] : actual_) {
      const auto seen = seen_.find(table);
      const bool is_ours =
          table.starts_with("lamindb_") || table.starts_with("bionty_") || table.starts_with("wetlab_");
      if (!is_ours || table == "lamindb_migration") continue;
      if (seen == seen_.end()) {
        ++views_.unseen_tables;
        continue;
      }
      for (const auto& column : columns) views_.unseen_columns += seen->second.contains(column) ? 0 : 1;
    }
  }

  const schema::Catalog& catalog_;
  const sql::Dialect& dialect_;
  Tables actual_;
  std::map<std::string, Columns> seen_;
  ReadingViews views_;
};

}  // namespace

ReadingViews reading_views(sql::Connection& connection, const schema::Catalog& catalog) {
  return Reading(connection, catalog).views();
}

}  // namespace lamin::migrations
