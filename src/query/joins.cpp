#include "query/joins.hpp"

#include <algorithm>

#include "sql/dialect.hpp"

namespace lamin::query {
namespace {

using schema::Relation;
using Kind = schema::Relation::Kind;

}  // namespace

std::string Joins::column_of(int table, const std::string& name) const {
  return alias(table) + "." + sql::quoted(name);
}

Joins::Joins(const schema::Registry& registry, std::string prefix)
    : prefix_(std::move(prefix)), registry_(&registry) {
  tables_.push_back({.name = registry.table, .demanded = true});
}

Joins::Joins(const Relation& step, std::string prefix)
    : prefix_(std::move(prefix)), registry_(step.target), started_from_(&step) {
  const bool by_links = step.kind == Kind::many_to_many;
  const schema::Field* link = by_links ? step.through_source : step.field;
  tables_.push_back({.name = by_links ? step.through->table : step.target->table, .demanded = true});
  link_column_ = column_of(0, link->column);
  link_may_be_null_ = link->nullable;
}

std::string Joins::key_column() const {
  return column_of(0, registry_->key().column);
}

std::string Joins::start_key() const {
  const bool by_links = started_from_ != nullptr && started_from_->kind == Kind::many_to_many;
  return column_of(0, (by_links ? started_from_->through : registry_)->key().column);
}

std::string Joins::root_column(const std::string& name) const {
  return column_of(0, name);
}

int Joins::find(const Table& table) const {
  for (int i = static_cast<int>(tables_.size()) - 1; i > 0; --i) {
    const Table& known = tables_[static_cast<std::size_t>(i)];
    if (known.parent != table.parent || known.name != table.name || known.column != table.column) continue;
    if (known.parent_column != table.parent_column) continue;
    if (table.group == any_group || known.group == table.group) return i;
  }
  return 0;
}

int Joins::reach(Table table) {
  if (const int known = find(table); known != 0) return known;
  tables_.push_back(std::move(table));
  return static_cast<int>(tables_.size()) - 1;
}

Joins::Table Joins::links_of(int from, const Relation& step, int group) const {
  return {.name = step.through->table,
          .key = step.through->key().column,
          .parent = from,
          .column = step.through_source->column,
          .parent_column = step.source->key().column,
          .group = step.is_single ? 0 : group};
}

// For a relation through links, `from` are the links.
Joins::Table Joins::target_of(int from, const Relation& step, int group) const {
  const std::string& key = step.target->key().column;
  Table table{.name = step.target->table, .key = key, .parent = from, .column = key};
  if (step.kind == Kind::forward) table.parent_column = step.field->column;
  if (step.kind == Kind::many_to_many) table.parent_column = step.through_target->column;
  if (step.kind == Kind::backward) {
    table.column = step.field->column;
    table.parent_column = step.source->key().column;
    table.group = step.is_single ? 0 : group;
  }
  return table;
}

int Joins::step_to_target(int from, const Relation& step, int group) {
  const bool at_links = from == 0 && &step == started_from_;
  if (step.kind == Kind::many_to_many && !at_links) from = reach(links_of(from, step, group));
  return reach(target_of(from, step, group));
}

int Joins::joined_many(const Path& path, int group) const {
  int at = 0;
  for (const Relation* step : path.steps) {
    const bool by_links = step->kind == Kind::many_to_many;
    at = find(by_links ? links_of(at, *step, group) : target_of(at, *step, group));
    if (at == 0 || !step->is_single) break;
  }
  const auto same_table = [&](const Table& table) {
    return table.name == tables_[static_cast<std::size_t>(at)].name;
  };
  return std::ranges::find_if(tables_, same_table) - tables_.begin() == at ? at : 0;
}

std::string Joins::key_of(int join) const {
  return column_of(join, tables_[static_cast<std::size_t>(join)].key);
}

void Joins::note(int join, std::vector<int>* used) const {
  if (used == nullptr) return;
  for (; join > 0; join = tables_[static_cast<std::size_t>(join)].parent) used->push_back(join);
}

std::string Joins::walk(int at, const Path& path, std::size_t first, int group, std::vector<int>* used) {
  // The key of the last record stands in the row that points to it, too.
  const bool wants_key = path.field->is_key();
  for (std::size_t i = first; i < path.steps.size(); ++i) {
    const Relation& step = *path.steps[i];
    const bool stop_early = wants_key && i + 1 == path.steps.size();
    const bool starts_at_links = i == 0 && &step == started_from_ && step.kind == Kind::many_to_many;
    if (stop_early && step.kind == Kind::forward) {
      note(at, used);
      return column_of(at, step.field->column);
    }
    if (stop_early && step.kind == Kind::many_to_many) {
      const int links = starts_at_links ? 0 : reach(links_of(at, step, group));
      note(links, used);
      return column_of(links, step.through_target->column);
    }
    at = step_to_target(at, step, group);
  }
  note(at, used);
  return column_of(at, path.field->column);
}

std::string Joins::column(const Path& path, int group, std::vector<int>* used) {
  return walk(0, path, 0, group, used);
}

std::string Joins::column_after_first_step(const Path& path, int group, std::vector<int>* used) {
  return walk(0, path, started_from_->kind == Kind::many_to_many ? 0 : 1, group, used);
}

void Joins::demand(int join) {
  for (; join > 0; join = tables_[static_cast<std::size_t>(join)].parent)
    tables_[static_cast<std::size_t>(join)].demanded = true;
}

void Joins::release(int join) {
  tables_[static_cast<std::size_t>(join)].demanded = false;
  for (std::size_t i = static_cast<std::size_t>(join) + 1; i < tables_.size(); ++i) {
    Table& table = tables_[i];
    if (table.parent > 0 && !tables_[static_cast<std::size_t>(table.parent)].demanded) table.demanded = false;
  }
}

std::vector<int> Joins::demanded() const {
  std::vector<int> joins;
  for (std::size_t i = 1; i < tables_.size(); ++i) {
    if (tables_[i].demanded) joins.push_back(static_cast<int>(i));
  }
  return joins;
}

std::string Joins::text() const {
  std::string text = " FROM " + sql::quoted(tables_[0].name) + " AS " + alias(0);
  for (std::size_t i = 1; i < tables_.size(); ++i) {
    const Table& table = tables_[i];
    text += table.demanded ? " JOIN " : " LEFT JOIN ";
    const int join = static_cast<int>(i);
    text += sql::quoted(table.name) + " AS " + alias(join) + " ON " + column_of(join, table.column) + " = " +
            column_of(table.parent, table.parent_column);
  }
  return text;
}

}  // namespace lamin::query
