#include "query/query.hpp"

#include <algorithm>

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
  return *this;
}

Query& Query::ranked(std::vector<std::int64_t> keys) & {
  ranked_ = std::move(keys);
  return *this;
}

}  // namespace lamin::query
