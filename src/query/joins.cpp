#include "query/joins.hpp"

#include "sql/dialect.hpp"

namespace lamin::query {
namespace {

using schema::Relation;
using Kind = schema::Relation::Kind;

std::string alias(int table) {
  return "t" + std::to_string(table);
}

std::string column_of(int table, const std::string& name) {
  return alias(table) + "." + sql::quoted(name);
}

}  // namespace

Joins::Joins(const schema::Registry& registry) : registry_(&registry) {
  tables_.push_back({.name = registry.table, .demanded = true});
}

Joins::Joins(const Relation& step) : registry_(step.target), started_from_(&step) {
  const bool by_links = step.kind == Kind::many_to_many;
  const schema::Field* link = by_links ? step.through_source : step.field;
  tables_.push_back({.name = by_links ? step.through->table : step.target->table, .demanded = true});
  link_column_ = column_of(0, link->column);
  link_may_be_null_ = link->nullable;
}

std::string Joins::key_column() const {
  return column_of(0, registry_->key().column);
}

std::string Joins::root_column(const std::string& name) const {
  return column_of(0, name);
}

int Joins::reach(int parent, const Relation& step, bool through, int group, const std::string& table,
                 const std::string& column, const std::string& parent_column) {
  for (int i = static_cast<int>(tables_.size()) - 1; i > 0; --i) {
    const Table& known = tables_[static_cast<std::size_t>(i)];
    if (known.parent != parent || known.step != &step || known.is_through != through) continue;
    if (group == any_group || known.group == group) return i;
  }
  const int added = static_cast<int>(tables_.size());
  tables_.push_back({.name = table,
                     .parent = parent,
                     .step = &step,
                     .is_through = through,
                     .group = group,
                     .on = column_of(added, column) + " = " + column_of(parent, parent_column)});
  return added;
}

int Joins::step_to_through(int from, const Relation& step, int group) {
  const int asked = step.is_single ? 0 : group;
  return reach(from, step, true, asked, step.through->table, step.through_source->column,
               step.source->key().column);
}

int Joins::step_to_target(int from, const Relation& step, int group) {
  const std::string& table = step.target->table;
  const std::string& key = step.target->key().column;
  switch (step.kind) {
    case Kind::forward:
      return reach(from, step, false, 0, table, key, step.field->column);
    case Kind::backward:
      return reach(from, step, false, step.is_single ? 0 : group, table, step.field->column,
                   step.source->key().column);
    case Kind::many_to_many:
      break;
  }
  const int links = from == 0 && &step == started_from_ ? 0 : step_to_through(from, step, group);
  return reach(links, step, false, 0, table, key, step.through_target->column);
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
      const int links = starts_at_links ? 0 : step_to_through(at, step, group);
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

std::string Joins::text() const {
  std::string text = " FROM " + sql::quoted(tables_[0].name) + " AS " + alias(0);
  for (std::size_t i = 1; i < tables_.size(); ++i) {
    const Table& table = tables_[i];
    text += table.demanded ? " JOIN " : " LEFT JOIN ";
    text += sql::quoted(table.name) + " AS " + alias(static_cast<int>(i)) + " ON " + table.on;
  }
  return text;
}

}  // namespace lamin::query
