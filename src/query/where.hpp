// Where turns a Filter into the condition of a SELECT, and tells its Joins what must be there.
//
// Under a negation a condition must not be null, or its negation would not hold either: "not (key = 'x')" is
// meant to keep the records without a key.  Conditions over relations to many become subqueries there: "none
// of the labels has this name".
#pragma once

#include <string>
#include <vector>

#include "query/joins.hpp"
#include "query/parameters.hpp"
#include "query/query.hpp"

namespace lamin::query {

class Where {
 public:
  Where(const schema::Registry& registry, const schema::Catalog& catalog, Joins& joins,
        Parameters& parameters)
      : registry_(registry), catalog_(catalog), joins_(joins), parameters_(parameters) {}

  /// The condition of all of `query`'s filters, "" if there are none.  `reads_rows`: more of each row is read
  /// than an index holds.
  std::string text(const Query& query, bool reads_rows);

 private:
  struct Part {
    std::string sql;            // "" = true
    std::vector<int> demanded;  // joins without which it cannot hold; sorted
  };

  Part part(const Filter& filter, int group, bool negated);
  Part leaf(const Filter& filter, int group, bool negated);
  Part all_of(const Filter& filter, int group, bool negated);
  Part any_of(const Filter& filter, int group, bool negated);
  std::string guarded(const Path& path, const std::string& column, const Operand& operand) const;
  std::string comparison(const Path& path, const std::string& column, const Operand& operand);
  std::string among_many(const Path& path, int group, const Operand& operand);
  std::string among_joined(const Path& path, int join, const Operand& operand);
  std::string without_links(const Path& path, int group);
  std::string demanded(Joins& joins, const Path& path, const Operand& operand);
  void check_relation_operand(const Path& path, const Filter& filter) const;

  const schema::Registry& registry_;
  const schema::Catalog& catalog_;
  Joins& joins_;
  Parameters& parameters_;
  // There is a better way to the rows than an index on a column with few values.
  bool has_better_way_ = false;
  bool reads_rows_ = false;
  // Inside how many `or`s the walk stands.
  int alternatives_ = 0;
};

/// SELECT of one column, for `IN (...)`; defined by compile.cpp.
std::string compile_subselect(const Query& query, const std::string& path, const schema::Catalog& catalog,
                              Parameters& parameters);

}  // namespace lamin::query
