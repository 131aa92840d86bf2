#include "query/combined.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "query/select.hpp"

namespace lamin::query {
namespace {

std::string column(std::size_t index) {
  return "c" + std::to_string(index);
}

std::string columns(std::size_t count) {
  std::string names;
  for (std::size_t i = 0; i < count; ++i) names += (i == 0 ? "" : ", ") + column(i);
  return names;
}

}  // namespace

std::string Combined::text(bool sliced) {
  std::string sql;
  for (const Query& one : query_.combined()) {
    if (!sql.empty()) sql += sign();
    sql += part(one);
  }
  sql = "SELECT " + columns(paths_.size()) + " FROM (" + sql + ") AS combined" + order();
  return sliced ? sql + slice_of(query_, parameters_) : sql;
}

std::string_view Combined::sign() const {
  switch (*query_.combination()) {
    case Combination::unite:
      return " UNION ";
    case Combination::unite_all:
      return " UNION ALL ";
    case Combination::intersect:
      return " INTERSECT ";
    case Combination::subtract:
      break;
  }
  return " EXCEPT ";
}

std::string Combined::part(const Query& one) {
  const bool own_paths =
      &one.registry() != &query_.registry() && one.selected_paths().size() == paths_.size();
  const std::vector<std::string>& paths = own_paths ? one.selected_paths() : paths_;
  std::string inner;
  std::vector<Column> types;
  if (one.combination()) {
    Combined combined(one, paths, catalog_, parameters_);
    inner = combined.text(true);
    types = combined.take_columns();
  } else {
    Select select(one, catalog_, parameters_, paths);
    for (std::size_t i = 0; i < paths.size(); ++i) select.add_path(paths[i], column(i));
    if (is_sliced(one)) select.order();
    inner = select.text(one.is_distinct(), true);
    types = select.take_columns();
  }
  if (columns_.empty()) columns_ = std::move(types);
  return "SELECT " + columns(paths.size()) + " FROM (" + inner + ") AS part";
}

std::string Combined::order() const {
  std::string sql;
  for (const std::string& path : query_.order()) {
    const bool descending = path.starts_with('-');
    std::string bare = path.substr(descending ? 1 : 0);
    if (bare == "pk") bare = query_.registry().key().name;
    const auto found = std::ranges::find(paths_, bare);
    if (found == paths_.end()) {
      throw Error{ErrorCode::database_failed, "ORDER BY term does not match any column in the result set."};
    }
    sql += (sql.empty() ? " ORDER BY " : ", ") + column(static_cast<std::size_t>(found - paths_.begin())) +
           (descending ? " DESC" : "");
  }
  return sql;
}

}  // namespace lamin::query
