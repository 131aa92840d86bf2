// The clauses of one SELECT.  For compile.cpp and combined.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/compile.hpp"
#include "query/joins.hpp"
#include "query/parameters.hpp"
#include "query/where.hpp"

namespace lamin::query {

bool is_sliced(const Query& query);
/// " LIMIT ... OFFSET ...", "" without.
std::string slice_of(const Query& query, Parameters& parameters);

/// The clauses are made in the order in which they depend on each other.
class Select {
 public:
  /// `used`: the paths that are going to be added.
  Select(const Query& query, const schema::Catalog& catalog, Parameters& parameters,
         const std::vector<std::string>& used = {}, bool reads_rows = false, Scope* outer = nullptr);

  void add_all_fields();
  void add_path(const std::string& path, const std::string& column = "");
  void add_key();
  void add_expression(std::string sql);
  /// ORDER BY what the query is ordered by.
  void order();

  bool is_single_table() const;
  /// Whether rows are left out after windows over them were computed.
  bool chooses_by_window() const { return !on_windows_.empty(); }
  const std::string& condition() const { return where_; }
  Scope& scope() { return scope_; }

  std::vector<Column> take_columns() { return std::move(columns_); }
  /// Everything; call it last.
  std::string text(bool distinct, bool sliced);

 private:
  Computed at(const std::string& path);
  std::string nulls_of(const std::string& path) const;
  bool is_grouped() const;
  std::string grouping();
  void add(std::string sql, Column column, const std::string& name = "");
  void add_order(const std::string& expression, std::string_view direction, bool matters_for_distinct);
  void require(const std::string& condition);
  void rank(const std::vector<std::int64_t>& keys);
  std::string rows();
  std::string rows_chosen_by_window(bool distinct);

  const Query& query_;
  Parameters& parameters_;
  Joins joins_;
  Scope scope_;
  std::string where_;
  std::string having_;
  std::string ranked_;
  std::string selected_;
  std::string hidden_;
  std::string on_windows_;
  /// What rows are ordered by, and the direction.
  std::vector<std::pair<std::string, std::string>> order_;
  std::vector<std::string> expressions_;
  std::vector<std::string> names_;  // of the expressions; "" = none
  std::vector<Column> columns_;
};

}  // namespace lamin::query
