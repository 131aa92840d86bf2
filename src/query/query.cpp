#include "query/query.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace lamin::query {

Operand::Operand(Query query) : content_(std::make_shared<const Query>(std::move(query))) {}

Filter Filter::condition(std::string path, Operand operand) {
  Filter filter;
  filter.kind_ = Kind::condition;
  filter.path_ = std::move(path);
  filter.operand_ = std::move(operand);
  return filter;
}

Filter Filter::all_of(std::vector<Filter> parts) {
  Filter filter;
  filter.kind_ = Kind::all_of;
  filter.parts_ = std::move(parts);
  return filter;
}

Filter Filter::any_of(std::vector<Filter> parts) {
  Filter filter;
  filter.kind_ = Kind::any_of;
  filter.parts_ = std::move(parts);
  return filter;
}

Filter Filter::odd_of(std::vector<Filter> parts) {
  Filter filter;
  filter.kind_ = Kind::odd_of;
  filter.parts_ = std::move(parts);
  return filter;
}

Filter Filter::holds(Expression expression) {
  Filter filter;
  filter.kind_ = Kind::expression;
  filter.operand_ = Operand(std::move(expression));
  return filter;
}

Filter Filter::negation(Filter part) {
  Filter filter;
  filter.kind_ = Kind::negation;
  filter.parts_.push_back(std::move(part));
  return filter;
}

bool Filter::mentions(std::string_view name) const {
  if (kind_ == Kind::condition) {
    const std::string_view path = path_;
    return path.starts_with(name) &&
           (path.size() == name.size() || path.substr(name.size()).starts_with("__"));
  }
  return std::ranges::any_of(parts_, [&](const Filter& part) { return part.mentions(name); });
}

void Filter::collect_paths(std::vector<std::string>& paths) const {
  if (kind_ == Kind::condition) paths.push_back(path_);
  if (operand_ && operand_->is_expression()) operand_->expression().collect_paths(paths);
  for (const Filter& part : parts_) part.collect_paths(paths);
}

bool Filter::mentions_outer() const {
  if (operand_ && operand_->is_expression() && operand_->expression().mentions_outer()) return true;
  if (operand_ && operand_->is_query() && operand_->query().mentions_outer()) return true;
  return std::ranges::any_of(parts_, &Filter::mentions_outer);
}

Query& Query::filter(Filter filter) & {
  if (!filter.is_empty()) filters_.push_back(std::move(filter));
  return *this;
}

Query& Query::order_by(std::vector<std::string> paths) & {
  order_ = std::move(paths);
  return *this;
}

Query& Query::reverse() & {
  if (order_.empty()) order_.push_back("pk");
  for (std::string& path : order_) {
    if (path.starts_with('-')) {
      path.erase(0, 1);
    } else if (path != "?") {
      path.insert(0, 1, '-');
    }
  }
  for (auto& [path, come_first] : nulls_) come_first = !come_first;
  return *this;
}

Query& Query::annotate(std::string name, Expression expression, bool is_hidden) & {
  if (registry_->find_field(name) != nullptr) {
    throw Error{ErrorCode::invalid_value,
                "The annotation '" + name + "' conflicts with a field on the model."};
  }
  std::erase_if(annotations_, [&](const Annotation& known) { return known.name == name; });
  annotations_.push_back({std::move(name), std::move(expression), is_hidden, filters_.size()});
  return *this;
}

Query& Query::combine(Combination combination, std::vector<Query> others) & {
  Query whole(*registry_);
  whole.combination_ = combination;
  whole.selected_ = selected_;
  whole.combined_ = std::move(others);
  whole.combined_.insert(whole.combined_.begin(), std::move(*this));
  return *this = std::move(whole);
}

const Annotation* Query::find_annotation(std::string_view name) const {
  const auto found = std::ranges::find(annotations_, name, &Annotation::name);
  return found == annotations_.end() ? nullptr : &*found;
}

bool Query::has_aggregates() const {
  return std::ranges::any_of(annotations_,
                             [](const Annotation& one) { return one.expression.is_aggregate(); });
}

bool Query::mentions_outer() const {
  return std::ranges::any_of(filters_, &Filter::mentions_outer) ||
         std::ranges::any_of(annotations_,
                             [](const Annotation& one) { return one.expression.mentions_outer(); }) ||
         std::ranges::any_of(combined_, &Query::mentions_outer);
}

Query& Query::ranked(std::vector<std::int64_t> keys) & {
  ranked_ = std::move(keys);
  return *this;
}

}  // namespace lamin::query
