// A Scope is what the parts of one SELECT share: where its paths start, the tables it joins, what it has
// computed, and the scope of the query around it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/joins.hpp"
#include "query/parameters.hpp"
#include "query/query.hpp"

namespace lamin::query {

/// SQL of a value, and a field that types it: that of the database, or one that stands for a kind of value.
struct Computed {
  std::string sql;
  const schema::Field* field = nullptr;
  bool is_aggregate = false;
  bool is_window = false;
};

struct Scope {
  const schema::Registry& registry;
  const schema::Catalog& catalog;
  Joins& joins;
  Parameters& parameters;
  Scope* outer = nullptr;
  /// By name: annotations, in the order in which they were made.
  std::vector<std::pair<std::string, Computed>> computed = {};

  const Computed* find(std::string_view name) const {
    for (const auto& [known, value] : computed) {
      if (known == name) return &value;
    }
    return nullptr;
  }
};

/// A path whose first word is the name of a computed value.
struct ComputedPath {
  const Computed* computed = nullptr;  // nullptr = it is a path of the registry
  std::string_view rest;
};
ComputedPath find_computed(const Scope& scope, std::string_view path);

/// The value of `expression` for a row; joins of the same `group` as conditions of one filter share.
/// Throws unknown_field, invalid_value, unsupported.
Computed compute(Scope& scope, const Expression& expression, int group);

/// SELECT of one column, for `IN (...)`, and what types it; defined by compile.cpp.
Computed compile_subselect(const Query& query, const std::string& path, Scope& around);
/// SELECT of anything, for EXISTS.
std::string compile_subexists(const Query& query, Scope& around);

}  // namespace lamin::query
