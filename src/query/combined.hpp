// Queries joined to one set of rows: union, intersection, difference.  For compile.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/compile.hpp"
#include "query/parameters.hpp"

namespace lamin::query {

/// The columns have the names c0, c1, ...
class Combined {
 public:
  /// Of the values at `paths`, or at the paths that the queries select themselves; a query of another
  /// registry must select some.
  Combined(const Query& query, std::vector<std::string> paths, const schema::Catalog& catalog,
           Parameters& parameters)
      : query_(query), paths_(std::move(paths)), catalog_(catalog), parameters_(parameters) {}

  std::string text(bool sliced);
  std::vector<Column> take_columns() { return std::move(columns_); }

 private:
  std::string_view sign() const;
  std::string part(const Query& one);
  std::string order() const;

  const Query& query_;
  std::vector<std::string> paths_;
  const schema::Catalog& catalog_;
  Parameters& parameters_;
  std::vector<Column> columns_;
};

}  // namespace lamin::query
