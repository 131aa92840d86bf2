#include <algorithm>
#include <regex>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "migrations/compare.hpp"
#include "migrations/named_tables.hpp"
#include "migrations/tables.hpp"
#include "sql/dialect.hpp"

namespace lamin::migrations {
namespace {

using schema::Field;
using schema::Registry;

using Names = std::set<std::string>;

/// The names that a declaration gives; all others follow from tables and columns, and may be of former ones.
Names given_names(const Registry& registry) {
  Names names;
  for (const auto& constraint : registry.constraints)
    if (!constraint.name.empty()) names.insert(constraint.name);
  return names;
}

/// Takes from both what says the same, under one name or, if no declaration gives it, under two; returns the
/// names that are kept.
Names match(Named& now, Named& wanted, const Names& given) {
  Names kept;
  const auto take = [&](const auto& find) {
    std::erase_if(now, [&](const auto& entry) {
      const auto same = find(entry);
      if (same == wanted.end()) return false;
      kept.insert(entry.first);
      wanted.erase(same);
      return true;
    });
  };
  take([&](const auto& entry) {
    const auto same = wanted.find(entry.first);
    return same != wanted.end() && same->second == entry.second ? same : wanted.end();
  });
  take([&](const auto& entry) {
    // Django's end for names that a former declaration gave.
    if (entry.first.ends_with("_idx")) return wanted.end();
    return std::ranges::find_if(wanted, [&](const auto& other) {
      return other.second == entry.second && !given.contains(other.first);
    });
  });
  return kept;
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
        actual_(tables_there(connection)),
        wanted_(declared_tables(connection, catalog, registries)) {}

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
  NamedTables::const_iterator present(const Registry& registry) const {
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
    NamedTable now = found->second, wanted = wanted_.at(registry.table);
    take_new_names(registry, now);
    match(now.constraints, wanted.constraints, given_names(registry));
    match(now.indexes, wanted.indexes, given_names(registry));
    drop_constraints(registry, now, step);
    change_columns(registry, found->second, step, words);
    add_constraints(registry, wanted, step);
    if (found->first != registry.table) rename_as_lamindb_does(registry, step);
    if (step.statements.empty()) return;
    step.summary = words.empty() ? "alter indexes of " + registry.table
                                 : "alter table " + registry.table + ": " + join(words, ", ");
    steps_.push_back(std::move(step));
  }

  std::string alter(const Registry& registry) const {
    return "ALTER TABLE " + sql::quoted(registry.table) + " ";
  }

  /// What is said of columns and tables, by the names that they get.
  void take_new_names(const Registry& registry, NamedTable& table) const {
    if (const auto renames = history_.columns.find(registry.table); renames != history_.columns.end()) {
      for (const auto& [former, name] : renames->second) {
        const std::regex word("\\b" + former + "\\b");
        for (Named* things : {&table.constraints, &table.indexes, &table.foreign_keys})
          for (auto& [_, what] : *things) what = std::regex_replace(what, word, name);
      }
    }
    for (auto& [_, what] : table.foreign_keys) {
      for (const auto& [former, name] : history_.tables) {
        const std::string end = foreign_key("", former);
        if (what.ends_with(end)) what = what.substr(0, what.size() - end.size()) + foreign_key("", name);
      }
    }
  }

  /// Those that are in `now` and not declared.
  void drop_constraints(const Registry& registry, const NamedTable& now, Step& step) const {
    for (const auto& [name, _] : now.constraints)
      step.statements.push_back(alter(registry) + "DROP CONSTRAINT " + sql::quoted(name));
    for (const auto& [name, _] : now.indexes) step.statements.push_back("DROP INDEX " + sql::quoted(name));
  }

  /// Those that are in `missing`.
  void add_constraints(const Registry& registry, const NamedTable& missing, Step& step) const {
    for (const auto& [name, text] : missing.constraints)
      step.statements.push_back(alter(registry) + "ADD CONSTRAINT " +
                                sql::quoted(lamindb_name(registry, name)) + " " + text);
    for (const auto& [name, what] : missing.indexes)
      step.statements.push_back(create_index(lamindb_name(registry, name), registry.table, what));
  }

  void rename_as_lamindb_does(const Registry& registry, Step& step) const {
    const auto names = history_.names.find(registry.table);
    if (names == history_.names.end()) return;
    for (const auto& [former, name] : names->second) {
      if (former.find("_fk_") != std::string::npos) continue;
      const std::string kind = former.ends_with("_seq") ? "SEQUENCE" : "INDEX";
      step.statements.push_back("ALTER " + kind + " IF EXISTS " + sql::quoted(former) + " RENAME TO " +
                                sql::quoted(name));
    }
  }

  std::string former_column(const Registry& registry, const std::string& column,
                            const NamedTable& now) const {
    const auto renames = history_.columns.find(registry.table);
    if (renames == history_.columns.end()) return "";
    for (const auto& [former, name] : renames->second) {
      if (name == column && now.columns.contains(former)) return former;
    }
    return "";
  }

  void change_columns(const Registry& registry, NamedTable now, Step& step,
                      std::vector<std::string>& words) const {
    const NamedTable& wanted = wanted_.at(registry.table);
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

  std::string lamindb_name(const Registry& registry, const std::string& name) const {
    const auto names = history_.names.find(registry.table);
    if (names == history_.names.end()) return name;
    const auto last = names->second.find(name);
    return last == names->second.end() ? name : last->second;
  }

  // Last, since they point to tables that have to be there.
  void compare_foreign_keys(const Registry& registry) {
    Step step{"alter foreign keys of " + registry.table, {}, {}};
    const auto found = present(registry);
    NamedTable now = found == actual_.end() ? NamedTable{} : found->second;
    take_new_names(registry, now);
    const auto statements = create_foreign_keys(catalog_, registry, dialect_);
    Named wanted;
    for (const auto& statement : statements) {
      const auto names = split(statement, "\"");  // of the table, the key, its column, the table it points to
      wanted[std::string(names[3])] = foreign_key(names[5], names[7]);
    }
    const Names kept = match(now.foreign_keys, wanted, {});
    for (const auto& [name, _] : now.foreign_keys)
      step.statements.push_back(alter(registry) + "DROP CONSTRAINT IF EXISTS " + sql::quoted(name));
    for (const auto& statement : statements)
      if (wanted.contains(std::string(split(statement, "\"")[3]))) step.statements.push_back(statement);
    for (const auto& name : kept) {
      if (const auto last = lamindb_name(registry, name); last != name)
        step.statements.push_back(alter(registry) + "RENAME CONSTRAINT " + sql::quoted(name) + " TO " +
                                  sql::quoted(last));
    }
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
  NamedTables actual_, wanted_;
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
