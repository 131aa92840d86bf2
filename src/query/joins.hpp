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

  /// Starts at `registry`.
  explicit Joins(const schema::Registry& registry);
  /// Starts at the other end of `step`, a relation to many: what is left of a path in a subquery.
  explicit Joins(const schema::Relation& step);

  /// The column that `path` ends at, with the joins to get there.  In `used`, if given, the joins it needs.
  std::string column(const Path& path, int group, std::vector<int>* used = nullptr);
  /// The same, for a Joins that started at the first step of `path`.
  std::string column_after_first_step(const Path& path, int group, std::vector<int>* used = nullptr);

  /// The column of the start that points back over the relation it started from.
  const std::string& link_column() const { return link_column_; }
  bool link_may_be_null() const { return link_may_be_null_; }

  /// The key of the registry it started at.
  std::string key_column() const;
  std::string root_column(const std::string& name) const;
  bool is_single_table() const { return tables_.size() == 1; }
  /// A record must be there: INNER instead of LEFT.
  void demand(int join);
  /// "FROM "lamindb_artifact" AS t0 LEFT JOIN ..."
  std::string text() const;

 private:
  struct Table {
    std::string name;
    int parent = -1;
    const schema::Relation* step = nullptr;
    bool is_through = false;
    int group = 0;
    std::string on;
    bool demanded = false;
  };

  int reach(int parent, const schema::Relation& step, bool through, int group, const std::string& table,
            const std::string& column, const std::string& parent_column);
  int step_to_through(int from, const schema::Relation& step, int group);
  int step_to_target(int from, const schema::Relation& step, int group);
  std::string walk(int at, const Path& path, std::size_t first, int group, std::vector<int>* used);
  void note(int join, std::vector<int>* used) const;

  std::vector<Table> tables_;
  const schema::Registry* registry_ = nullptr;
  // Started from a relation through links, the links are the start.
  const schema::Relation* started_from_ = nullptr;
  std::string link_column_;
  bool link_may_be_null_ = false;
};

}  // namespace lamin::query
