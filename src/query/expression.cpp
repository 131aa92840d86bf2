#include "query/expression.hpp"

#include <algorithm>

#include "query/query.hpp"

namespace lamin::query {

struct Expression::Node {
  Kind kind = Kind::value;
  std::string text;
  Value constant;
  std::vector<Expression> parts;
  std::vector<Filter> filters;
  std::shared_ptr<const Query> query;
  bool is_distinct = false;
};

Expression Expression::of(Node node) {
  return Expression(std::make_shared<const Node>(std::move(node)));
}

Expression Expression::path(std::string path) {
  return of({.kind = Kind::path, .text = std::move(path)});
}

Expression Expression::outer_path(std::string path) {
  return of({.kind = Kind::outer_path, .text = std::move(path)});
}

Expression Expression::value(Value value) {
  return of({.kind = Kind::value, .constant = std::move(value)});
}

Expression Expression::arithmetic(Expression left, std::string sign, Expression right) {
  return of(
      {.kind = Kind::arithmetic, .text = std::move(sign), .parts = {std::move(left), std::move(right)}});
}

Expression Expression::function(std::string name, std::vector<Expression> parts) {
  return of({.kind = Kind::function, .text = std::move(name), .parts = std::move(parts)});
}

Expression Expression::aggregate(std::string name, Expression of_what, bool is_distinct) {
  return of({.kind = Kind::aggregate,
             .text = std::move(name),
             .parts = {std::move(of_what)},
             .is_distinct = is_distinct});
}

Expression Expression::aggregate(std::string name, Expression of_what, bool is_distinct, Filter filter) {
  return of({.kind = Kind::aggregate,
             .text = std::move(name),
             .parts = {std::move(of_what)},
             .filters = {std::move(filter)},
             .is_distinct = is_distinct});
}

Expression Expression::choice(std::vector<std::pair<Filter, Expression>> cases, Expression otherwise) {
  Node node{.kind = Kind::choice};
  for (auto& [filter, result] : cases) {
    node.filters.push_back(std::move(filter));
    node.parts.push_back(std::move(result));
  }
  node.parts.push_back(std::move(otherwise));
  return of(std::move(node));
}

Expression Expression::test(Filter filter) {
  return of({.kind = Kind::test, .filters = {std::move(filter)}});
}

Expression Expression::subquery(Query query) {
  return of({.kind = Kind::subquery, .query = std::make_shared<const Query>(std::move(query))});
}

Expression Expression::exists(Query query) {
  return of({.kind = Kind::exists, .query = std::make_shared<const Query>(std::move(query))});
}

Expression Expression::no_rows(Query query) {
  return of({.kind = Kind::no_rows, .query = std::make_shared<const Query>(std::move(query))});
}

Expression::Kind Expression::kind() const {
  return node_->kind;
}
const std::string& Expression::text() const {
  return node_->text;
}
const Value& Expression::constant() const {
  return node_->constant;
}
const std::vector<Expression>& Expression::parts() const {
  return node_->parts;
}
const std::vector<Filter>& Expression::filters() const {
  return node_->filters;
}
const Query& Expression::query() const {
  return *node_->query;
}
bool Expression::is_distinct() const {
  return node_->is_distinct;
}

bool Expression::is_aggregate() const {
  // A window counts the rows that there are, it does not join them to one.
  if (kind() == Kind::function && text().starts_with("window ")) return false;
  return kind() == Kind::aggregate || std::ranges::any_of(parts(), &Expression::is_aggregate);
}

void Expression::collect_paths(std::vector<std::string>& paths) const {
  if (kind() == Kind::path && text() != "*") paths.push_back(text());
  for (const Expression& part : parts()) part.collect_paths(paths);
  for (const Filter& filter : filters()) filter.collect_paths(paths);
}

bool Expression::mentions_outer() const {
  if (kind() == Kind::outer_path) return true;
  if (node_->query != nullptr && query().mentions_outer()) return true;
  return std::ranges::any_of(parts(), &Expression::mentions_outer) ||
         std::ranges::any_of(filters(), &Filter::mentions_outer);
}

std::string Expression::default_name() const {
  if (kind() != Kind::aggregate || parts().front().kind() != Kind::path) return "";
  return parts().front().text() + "__" + text();
}

}  // namespace lamin::query
