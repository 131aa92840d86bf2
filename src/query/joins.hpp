// Joins is the FROM clause of one SELECT: the tables that its paths reach, each under an alias.
//
// Steps to one record share a join.  Steps to many share it within a group, the conditions of one filter()
// call, so that separate calls may speak of different related records.  Joins are LEFT until a condition
// demands that the record is there.
#pragma once

#include <string>
#include <vector>

#include "query/path.hpp"
#include "schema/catalog.hpp"

namespace lamin::query {

class Joins {
 public:
  /// In paths of an order or of values: join what a filter has joined last.
  static constexpr int any_group = -1;

  /// Starts at `registry`.  Tables are t0, t1, ...; another prefix keeps them apart from those of a query
  /// around this one that conditions speak of.
  explicit Joins(const schema::Registry& registry, std::string prefix = "t");
  /// Starts at the other end of `step`, a relation to many: what is left of a path in a subquery.
  explicit Joins(const schema::Relation& step, std::string prefix = "t");

  const std::string& prefix() const { return prefix_; }

  /// The column that `path` ends at, with the joins to get there.  In `used`, if given, the joins it needs.
  std::string column(const Path& path, int group, std::vector<int>* used = nullptr);
  /// The same, for a Joins that started at the first step of `path`.
  std::string column_after_first_step(const Path& path, int group, std::vector<int>* used = nullptr);

  /// The join that a condition of the same group has made over the first step to many of `path`, if it is the
  /// first of its table: 0 if there is none.  A negated condition speaks of that record then.
  int joined_many(const Path& path, int group) const;
  /// The key of the rows that `join` brings.
  std::string key_of(int join) const;

  /// The column of the start that points back over the relation it started from.
  const std::string& link_column() const { return link_column_; }
  /// The key of the rows it started at.
  std::string start_key() const;
  bool link_may_be_null() const { return link_may_be_null_; }

  /// The key of the registry it started at.
  std::string key_column() const;
  std::string root_column(const std::string& name) const;
  bool is_single_table() const { return tables_.size() == 1; }
  /// A record must be there: INNER instead of LEFT.
  void demand(int join);
  /// ... or need not be, nor what it leads to.
  void release(int join);
  bool is_demanded(int join) const { return tables_[static_cast<std::size_t>(join)].demanded; }
  std::vector<int> demanded() const;
  /// "FROM "lamindb_artifact" AS t0 LEFT JOIN ..."
  std::string text() const;

 private:
  struct Table {
    std::string name;
    std::string key;
    int parent = -1;
    std::string column;
    std::string parent_column;
    int group = 0;
    bool demanded = false;
  };

  /// The table that `table` describes, joined before; 0 if it is not.
  int find(const Table& table) const;
  int reach(Table table);
  Table links_of(int from, const schema::Relation& step, int group) const;
  Table target_of(int from, const schema::Relation& step, int group) const;
  int step_to_target(int from, const schema::Relation& step, int group);
  std::string walk(int at, const Path& path, std::size_t first, int group, std::vector<int>* used);
  void note(int join, std::vector<int>* used) const;
  std::string alias(int table) const { return prefix_ + std::to_string(table); }
  std::string column_of(int table, const std::string& name) const;

  std::string prefix_;
  std::vector<Table> tables_;
  const schema::Registry* registry_ = nullptr;
  // Started from a relation through links, the links are the start.
  const schema::Relation* started_from_ = nullptr;
  std::string link_column_;
  bool link_may_be_null_ = false;
};

}  // namespace lamin::query
