#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "sql/conversions.hpp"
#include "sql/sqlite/sqlite.hpp"

namespace lamin::sql {
namespace {

using schema::Field;
using schema::FieldType;

std::string literal(const Value& value) {
  if (const auto* flag = value.get_if<bool>()) return *flag ? "1" : "0";
  if (const auto* number = value.get_if<std::int64_t>()) return std::to_string(*number);
  if (const auto* number = value.get_if<double>()) return python_text(*number);
  if (const auto* json = value.get_if<Json>()) return "'" + replace_all(json->python_text(), "'", "''") + "'";
  if (value.is_null()) return "NULL";
  return "'" + replace_all(value.text(), "'", "''") + "'";
}

std::string number_part(std::string_view format, std::string_view expression) {
  return "CAST(STRFTIME('" + std::string(format) + "', " + std::string(expression) + ") AS INTEGER)";
}

class SqliteDialect final : public Dialect {
 public:
  std::string_view name() const override { return "sqlite"; }
  std::string placeholder(int index) const override { return "?" + std::to_string(index); }
  int max_parameters() const override { return 32'766; }
  int max_name_length() const override { return 200; }

  bool keys_by_returning() const override { return false; }
  bool has_loader() const override { return false; }
  bool names_constraints() const override { return false; }
  bool types_parameters() const override { return false; }
  bool keeps_microseconds() const override { return false; }
  std::string has_table() const override {
    return "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
  }
  std::string counted_key() const override { return " NOT NULL PRIMARY KEY AUTOINCREMENT"; }
  std::string column_type(const Field& field, const Field* target_key) const override;
  std::string default_text(const Field& field) const override;
  std::string like(std::string_view column, std::string_view parameter, bool ignore_case) const override;
  std::string regex(std::string_view column, std::string_view parameter, bool ignore_case) const override;
  std::string date_part(std::string_view column, std::string_view part) const override;
  std::string json_keys(std::span<const std::string> keys) const override;
  std::string json_path(std::string_view column, std::string_view path_parameter) const override;
  std::string json_text(std::string_view column, std::string_view path_parameter) const override;
  std::string json_number(std::string_view column, std::string_view path_parameter) const override {
    return json_path(column, path_parameter);
  }
  std::string json_contains(std::string_view, std::string_view) const override { return {}; }
  Value list_parameter(std::span<const Value> values) const override;
  std::string in_list(std::string_view column, std::string_view list, bool of_numbers) const override;
  std::string list_table(std::string_view list, std::string_view alias) const override;
  std::string without_index(std::string_view column) const override { return "+" + std::string(column); }
  std::string_view columns_statement() const override {
    return "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' "
           "AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1";
  }
  std::string_view late_indexes_statement() const override {
    return "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql LIKE "
           "'CREATE INDEX %' ORDER BY rowid";
  }
  std::string_view integrity_statement() const override { return "PRAGMA integrity_check"; }
  std::string explain(std::string_view statement) const override {
    return "EXPLAIN QUERY PLAN " + std::string(statement);
  }
  Value to_database(const Field& field, const Value& value) const override;
  Value from_database(const Field& field, Value value) const override {
    return from_any_database(field, std::move(value));
  }
  std::string_view function_name(std::string_view name) const override;
  std::string time_between(std::string_view earlier, std::string_view later) const override {
    return "TIME_BETWEEN(" + std::string(earlier) + ", " + std::string(later) + ")";
  }
  std::string time_after(std::string_view time, char sign, std::string_view duration) const override {
    return "TIME_AFTER(" + std::string(time) + ", " + sign + std::string(duration) + ")";
  }
};

std::string SqliteDialect::column_type(const Field& field, const Field* target_key) const {
  switch (field.type) {
    case FieldType::small_auto:
    case FieldType::automatic:
    case FieldType::big_auto:
    case FieldType::integer:
      return "integer";
    case FieldType::text:
    case FieldType::url:
    case FieldType::email:
      return "varchar(" + std::to_string(field.max_length) + ")";
    case FieldType::long_text:
    case FieldType::json:
      return "text";
    case FieldType::boolean:
      return "bool";
    case FieldType::small_integer:
      return "smallint";
    case FieldType::big_integer:
    case FieldType::duration:
      return "bigint";
    case FieldType::real:
      return "real";
    case FieldType::date:
      return "date";
    case FieldType::timestamp:
      return "datetime";
    case FieldType::foreign_key:
    case FieldType::one_to_one:
      break;
  }
  if (target_key == nullptr || target_key->type == FieldType::automatic) return "integer";
  if (target_key->type == FieldType::big_auto) return "bigint";
  if (target_key->type == FieldType::small_auto) return "smallint";
  return column_type(*target_key, nullptr);
}

std::string SqliteDialect::default_text(const Field& field) const {
  if (field.database_now) return "(STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW'))";
  return field.database_default ? literal(*field.database_default) : "";
}

// SQLite's LIKE takes ASCII letters of both cases for the same, whatever is asked.
std::string SqliteDialect::like(std::string_view column, std::string_view parameter, bool) const {
  return std::string(column) + " LIKE " + std::string(parameter) + " ESCAPE '\\'";
}

std::string SqliteDialect::regex(std::string_view column, std::string_view parameter,
                                 bool ignore_case) const {
  const std::string pattern =
      ignore_case ? "('(?i)' || " + std::string(parameter) + ")" : std::string(parameter);
  return std::string(column) + " REGEXP " + pattern;
}

std::string SqliteDialect::date_part(std::string_view column, std::string_view part) const {
  const std::string text(column);
  // The Thursday of an ISO week lies in the week's year.
  const std::string thursday = "DATE(" + text + ", '-3 days', 'weekday 4')";
  if (part == "year") return number_part("%Y", text);
  if (part == "month") return number_part("%m", text);
  if (part == "day") return number_part("%d", text);
  if (part == "hour") return number_part("%H", text);
  if (part == "minute") return number_part("%M", text);
  if (part == "second") return number_part("%S", text);
  if (part == "quarter") return "((" + number_part("%m", text) + " + 2) / 3)";
  if (part == "week") return "((" + number_part("%j", thursday) + " - 1) / 7 + 1)";
  if (part == "week_day") return "(" + number_part("%w", text) + " + 1)";
  if (part == "iso_week_day") return "((" + number_part("%w", text) + " + 6) % 7 + 1)";
  if (part == "iso_year") return number_part("%Y", thursday);
  if (part == "date") return "DATE(" + text + ")";
  if (part == "time") return "SUBSTR(" + text + ", 12)";
  throw Error{ErrorCode::invalid_value, "There is no such part of a point in time"}.with("part", part);
}

std::string SqliteDialect::json_keys(std::span<const std::string> keys) const {
  std::string path = "$";
  for (const std::string& key : keys) {
    const bool is_position = !key.empty() && key.find_first_not_of("0123456789") == std::string::npos;
    path += is_position ? "[" + key + "]" : "." + Json(key).python_text();
  }
  return path;
}

std::string SqliteDialect::json_text(std::string_view column, std::string_view path_parameter) const {
  return "(" + std::string(column) + " -> " + std::string(path_parameter) + ")";
}

Value SqliteDialect::list_parameter(std::span<const Value> values) const {
  Json array = Json::array();
  for (const Value& value : values) array.push_back(to_json(value));
  return array.compact_text();
}

std::string SqliteDialect::in_list(std::string_view column, std::string_view list, bool) const {
  return std::string(column) + " IN (SELECT value FROM JSON_EACH(" + std::string(list) + "))";
}

std::string SqliteDialect::list_table(std::string_view list, std::string_view alias) const {
  return "JSON_EACH(" + std::string(list) + ") AS " + std::string(alias);
}

std::string SqliteDialect::json_path(std::string_view column, std::string_view path_parameter) const {
  return "JSON_EXTRACT(" + std::string(column) + ", " + std::string(path_parameter) + ")";
}

Value SqliteDialect::to_database(const Field& field, const Value& value) const {
  if (const auto* span = value.get_if<Duration>(); span != nullptr && field.type == FieldType::duration)
    return span->microseconds;
  if (const auto* flag = value.get_if<bool>(); flag != nullptr && field.type == FieldType::boolean)
    return *flag ? 1 : 0;
  return to_any_database(field, value);
}

// Others that Postgres has are in standard_functions.cpp.
std::string_view SqliteDialect::function_name(std::string_view name) const {
  using Names = std::pair<std::string_view, std::string_view>;
  static constexpr std::array names{Names{"GREATEST", "MAX"},  Names{"LEAST", "MIN"},
                                    Names{"STRPOS", "INSTR"},  Names{"CHR", "CHAR"},
                                    Names{"ASCII", "UNICODE"}, Names{"JSONB_BUILD_OBJECT", "JSON_OBJECT"},
                                    Names{"RANDOM", "RAND"}};
  const auto found = std::ranges::find(names, name, &Names::first);
  return found == names.end() ? name : found->second;
}

}  // namespace

const Dialect& sqlite_dialect() {
  static const SqliteDialect dialect;
  return dialect;
}

}  // namespace lamin::sql
