#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "migrations/compare.hpp"
#include "migrations/tables.hpp"
#include "sql/dialect.hpp"

namespace lamin::migrations {
namespace {

using schema::Field;
using schema::FieldType;
using schema::Registry;

struct ActualTable {
  std::string sql;
  std::map<std::string, std::string> indexes;  // name -> statement
};
using ActualTables = std::map<std::string, ActualTable>;

ActualTables actual_tables(sql::Connection& connection) {
  ActualTables tables;
  sql::Cursor rows(connection.cached(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC"));
  while (rows->step()) {
    const std::string table(rows->text(2)), text(rows->text(3));
    if (rows->text(0) == "table") tables[table].sql = text;
    if (rows->text(0) == "index") tables[table].indexes[std::string(rows->text(1))] = text;
  }
  return tables;
}

/// "a varchar(30)", "b ..." of `CREATE TABLE "t" (a varchar(30), b ...)`.
std::vector<std::string> clauses_of(std::string_view create) {
  std::vector<std::string> clauses;
  const std::size_t begin = create.find('(') + 1;
  const std::string_view body = create.substr(begin, create.rfind(')') - begin);
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= body.size(); ++i) {
    if (i == body.size() || (body[i] == ',' && depth == 0)) {
      clauses.emplace_back(trim(body.substr(start, i - start)));
      start = i + 1;
      continue;
    }
    if (body[i] == '(') ++depth;
    if (body[i] == ')') --depth;
  }
  return clauses;
}

std::set<std::string> columns_of(std::string_view create) {
  std::set<std::string> names;
  for (const auto& clause : clauses_of(create)) {
    if (clause.starts_with('"')) names.insert(clause.substr(1, clause.find('"', 1) - 1));
  }
  return names;
}

bool says_the_same(std::string_view one, std::string_view other) {
  auto a = clauses_of(one), b = clauses_of(other);
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

/// What rows that were there get in a column that is new, or that must not be null any more.
std::string filling(const Field& field, const sql::Dialect& dialect) {
  if (const std::string value = dialect.default_text(field); !value.empty() && !field.nullable) return value;
  if (field.nullable) return "NULL";
  if (field.source == schema::Source::random_uid)
    return "lower(hex(randomblob(" + std::to_string(field.max_length / 2) + ")))";
  if (!field.constant.is_null()) {
    const Value value = dialect.to_database(field, field.constant);
    if (const auto* text = value.get_if<std::string>()) return "'" + replace_all(*text, "'", "''") + "'";
    if (const auto* number = value.get_if<std::int64_t>()) return std::to_string(*number);
  }
  switch (field.type) {
    case FieldType::boolean:
    case FieldType::small_integer:
    case FieldType::integer:
    case FieldType::big_integer:
    case FieldType::real:
    case FieldType::duration:
      return "0";
    case FieldType::foreign_key:
    case FieldType::one_to_one:
      return "1";  // space and user of whoever made the instance; others fail the check of keys
    case FieldType::timestamp:
      return "STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')";
    case FieldType::date:
      return "DATE('NOW')";
    case FieldType::json:
      return "'null'";
    default:
      return "''";
  }
}

class Comparison {
 public:
  Comparison(sql::Connection& connection, const schema::Catalog& catalog, const History& history)
      : catalog_(catalog), dialect_(connection.dialect()), history_(history) {
    actual_ = actual_tables(connection);
  }

  std::vector<Step> steps(const std::vector<std::string>& modules) {
    for (const auto& registry : catalog_.registries()) {
      if (std::ranges::find(modules, registry->module) != modules.end()) compare(*registry);
    }
    for (const auto& table : history_.gone) {
      if (actual_.contains(table))
        steps_.push_back({"drop table " + table, {"DROP TABLE " + sql::quoted(table)}});
    }
    return std::move(steps_);
  }

 private:
  void compare(const Registry& registry) {
    const std::string wanted = create_table(catalog_, registry, dialect_);
    const auto found = actual_.find(registry.table);
    if (found == actual_.end()) {
      create(registry, wanted);
    } else if (!says_the_same(found->second.sql, wanted)) {
      rebuild(registry, wanted, found->second);
    } else {
      compare_indexes(registry, found->second);
    }
  }

  /// The table that held the rows under another name, if it is there.
  ActualTables::const_iterator former_of(const Registry& registry) const {
    for (const auto& [former, name] : history_.tables) {
      if (name == registry.table) return actual_.find(former);
    }
    return actual_.end();
  }

  void create(const Registry& registry, const std::string& wanted) {
    Step step{"create table " + registry.table, {wanted}};
    if (const auto former = former_of(registry); former != actual_.end()) {
      step.summary = "rename table " + former->first + " to " + registry.table;
      step.statements.push_back(copy_statement(registry, registry.table, former->first, former->second));
      step.statements.push_back("DROP TABLE " + sql::quoted(former->first));
    }
    for (auto& index : create_indexes(registry, dialect_)) step.statements.push_back(std::move(index));
    steps_.push_back(std::move(step));
  }

  void rebuild(const Registry& registry, const std::string& wanted, const ActualTable& actual) {
    const std::string interim = "new__" + registry.table;
    const std::string head = "CREATE TABLE " + sql::quoted(registry.table);
    Step step{"alter table " + registry.table + ": " + changes(actual.sql, wanted), {}};
    step.statements.push_back("CREATE TABLE " + sql::quoted(interim) + wanted.substr(head.size()));
    step.statements.push_back(copy_statement(registry, interim, registry.table, actual));
    step.statements.push_back("DROP TABLE " + sql::quoted(registry.table));
    step.statements.push_back("ALTER TABLE " + sql::quoted(interim) + " RENAME TO " +
                              sql::quoted(registry.table));
    for (auto& index : create_indexes(registry, dialect_)) step.statements.push_back(std::move(index));
    steps_.push_back(std::move(step));
  }

  static std::string changes(std::string_view present, std::string_view wanted) {
    const auto before = columns_of(present), after = columns_of(wanted);
    std::vector<std::string> words;
    for (const auto& name : after) {
      if (!before.contains(name)) words.push_back("+ " + name);
    }
    for (const auto& name : before) {
      if (!after.contains(name)) words.push_back("- " + name);
    }
    return words.empty() ? "~ columns" : join(words, ", ");
  }

  std::string copy_statement(const Registry& registry, const std::string& into, const std::string& from,
                             const ActualTable& actual) const {
    const std::set<std::string> present = columns_of(actual.sql);
    std::string names, values;
    for (const auto& field : registry.fields) {
      if (!names.empty()) names += ", ", values += ", ";
      names += sql::quoted(field.column);
      values += value_for(registry, field, present);
    }
    return "INSERT INTO " + sql::quoted(into) + " (" + names + ") SELECT " + values + " FROM " +
           sql::quoted(from);
  }

  std::string value_for(const Registry& registry, const Field& field,
                        const std::set<std::string>& present) const {
    std::string source = present.contains(field.column) ? field.column : "";
    const auto renames = history_.columns.find(registry.table);
    if (source.empty() && renames != history_.columns.end()) {
      for (const auto& [former, name] : renames->second) {
        if (name == field.column && present.contains(former)) source = former;
      }
    }
    if (source.empty()) return filling(field, dialect_);
    if (field.nullable || field.is_key()) return sql::quoted(source);
    return "COALESCE(" + sql::quoted(source) + ", " + filling(field, dialect_) + ")";
  }

  void compare_indexes(const Registry& registry, const ActualTable& actual) {
    Step step{"alter indexes of " + registry.table, {}};
    const auto wanted = create_indexes(registry, dialect_);
    for (const auto& [name, text] : actual.indexes) {
      if (std::ranges::find(wanted, text) == wanted.end())
        step.statements.push_back("DROP INDEX " + sql::quoted(name));
    }
    for (const auto& text : wanted) {
      const auto is_same = [&](const auto& index) { return index.second == text; };
      if (std::ranges::none_of(actual.indexes, is_same)) step.statements.push_back(text);
    }
    if (!step.statements.empty()) steps_.push_back(std::move(step));
  }

  const schema::Catalog& catalog_;
  const sql::Dialect& dialect_;
  const History& history_;
  ActualTables actual_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> difference_by_text(sql::Connection& connection, const schema::Catalog& catalog,
                                     const std::vector<std::string>& modules, const History& history) {
  return Comparison(connection, catalog, history).steps(modules);
}

}  // namespace lamin::migrations
