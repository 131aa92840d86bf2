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
#include "query/scope.hpp"

namespace lamin::query {

class Where {
 public:
  explicit Where(Scope& scope)
      : scope_(scope),
        registry_(scope.registry),
        catalog_(scope.catalog),
        joins_(scope.joins),
        parameters_(scope.parameters) {}

  /// The condition of all of `query`'s filters, "" if there are none; computes its annotations on the way.
  /// `reads_rows`: more of each row is read than an index holds.
  /// Annotations that no path of `used`, no filter and no order speaks of are left out.
  std::string text(const Query& query, bool reads_rows, const std::vector<std::string>& used);
  /// After `text`: the conditions on aggregates, "" if there are none.
  const std::string& having() const { return having_; }
  /// ... and those on windows, which are computed over the rows that all others leave.
  const std::string& on_windows() const { return on_windows_; }
  /// The condition that `left` compares with `operand` as `lookup` says.
  std::string compare(const Computed& left, std::string_view lookup, const Operand& operand, int group);
  /// The condition of one filter; "1 = 1" if it is empty.
  std::string condition_of(const Filter& filter, int group);

 private:
  /// How many negations are around a condition.
  struct Sign {
    bool is_inside = false;  // any
    bool is_odd = false;
  };

  struct Part {
    std::string sql;            // "" = true
    std::vector<int> demanded;  // joins without which it cannot hold; sorted
  };

  /// The joins that some conditions of a group need, and those that all of them need; sorted.
  struct Votes {
    std::vector<int> some;
    std::vector<int> all;
    bool is_first = true;
    void add(const std::vector<int>& joins);
  };
  std::vector<int> settle(const Votes& votes, bool are_alternatives);

  Part part(const Filter& filter, int group, Sign sign);
  Part leaf(const Filter& filter, int group, Sign sign);
  Part all_of(const Filter& filter, int group, Sign sign);
  Part any_of(const Filter& filter, int group, Sign sign);
  Part odd_of(const Filter& filter, int group, Sign sign);
  void add(const Filter& filter, int group, std::string& text, std::vector<int>& needed);
  std::string& clause_of(const Filter& filter, std::string& text);
  void annotate(const Query& query, std::size_t filters_done, std::size_t& next);
  std::vector<std::string> used_;
  std::string guarded(const Path& path, const std::string& column, const Operand& operand) const;
  std::string comparison(const Path& path, const std::string& column, const Operand& operand, int group);
  std::string nested_prefix(const Operand& operand) const;
  std::string among_many(const Path& path, int group, const Operand& operand);
  std::string among_joined(const Path& path, int join, int group, const Operand& operand);
  std::string without_links(const Path& path, int group);
  std::string demanded(Joins& joins, const Path& path, int group, const Operand& operand);
  void check_registry(const Path& path, const schema::Registry& given) const;
  void check_relation_operand(const Path& path, const Filter& filter) const;

  Scope& scope_;
  const schema::Registry& registry_;
  const schema::Catalog& catalog_;
  Joins& joins_;
  Parameters& parameters_;
  // There is a better way to the rows than an index on a column with few values.
  bool has_better_way_ = false;
  bool reads_rows_ = false;
  // Inside how many `or`s the walk stands.
  int alternatives_ = 0;
  std::string having_;
  std::string on_windows_;
};

}  // namespace lamin::query
