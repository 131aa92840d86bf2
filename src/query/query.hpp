// A Query is a value: which records of a registry, in which order, how many.  It holds no connection and is
// built by chaining; query/compile.hpp turns it into one SQL statement.
//
//     Query q = Query(catalog.get("Artifact")).where("ulabels__name", "x").order_by("-created_at").limit(20);
//
// Paths are those of lamindb and Django: `relation__relation__field__lookup`; the lookup is `exact` when it
// is left out.  Conditions of one Filter that walk the same to-many relation speak of the same related
// record; conditions of separate `filter` calls may speak of different ones.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/value.hpp"
#include "schema/catalog.hpp"

namespace lamin::query {

class Query;

/// What a condition compares with: a value, a list of values (`__in`, `__range`), or another query (`__in`).
class Operand {
 public:
  Operand(Value value) : content_(std::move(value)) {}
  Operand(std::vector<Value> values) : content_(std::move(values)) {}
  Operand(Query query);
  template <class T>
    requires std::constructible_from<Value, T>
  Operand(T&& value) : content_(Value(std::forward<T>(value))) {}

  bool is_list() const { return std::holds_alternative<std::vector<Value>>(content_); }
  bool is_query() const { return std::holds_alternative<std::shared_ptr<const Query>>(content_); }
  /// The id of a record; comparing a text with a relation is an error that says so, comparing an id is not.
  const Value& value() const { return std::get<Value>(content_); }
  const std::vector<Value>& values() const { return std::get<std::vector<Value>>(content_); }
  const Query& query() const { return *std::get<std::shared_ptr<const Query>>(content_); }

 private:
  std::variant<Value, std::vector<Value>, std::shared_ptr<const Query>> content_;
};

/// A tree of conditions joined by and, or, not.  An empty `all_of` is true.
class Filter {
 public:
  enum class Kind { condition, all_of, any_of, negation };

  static Filter condition(std::string path, Operand operand);
  static Filter all_of(std::vector<Filter> parts);
  static Filter any_of(std::vector<Filter> parts);
  static Filter negation(Filter part);

  Kind kind() const { return kind_; }
  const std::string& path() const { return path_; }
  const Operand& operand() const { return *operand_; }
  const std::vector<Filter>& parts() const { return parts_; }
  bool is_empty() const { return kind_ != Kind::condition && parts_.empty(); }
  /// Whether any condition in the tree has a path that starts with one of these names.
  bool mentions(std::string_view name) const;

 private:
  Kind kind_ = Kind::all_of;
  std::string path_;
  std::optional<Operand> operand_;
  std::vector<Filter> parts_;
};

class Query {
 public:
  explicit Query(const schema::Registry& registry) : registry_(&registry) {}

  /// Each call adds one Filter; all must hold.
  Query& filter(Filter filter) &;
  Query&& filter(Filter filter) && { return std::move(this->filter(std::move(filter))); }
  Query& exclude(Filter filter) & { return this->filter(Filter::negation(std::move(filter))); }
  Query& where(std::string path, Operand operand) & {
    return filter(Filter::condition(std::move(path), std::move(operand)));
  }
  Query&& where(std::string path, Operand operand) && {
    return std::move(where(std::move(path), std::move(operand)));
  }
  /// Replaces the order.  "-path" is descending, "?" random.
  Query& order_by(std::vector<std::string> paths) &;
  Query&& order_by(std::vector<std::string> paths) && { return std::move(order_by(std::move(paths))); }
  /// Swaps the direction of every part of the order; by descending key if there is none.
  Query& reverse() &;
  Query& limit(std::int64_t count) & {
    limit_ = count;
    return *this;
  }
  Query&& limit(std::int64_t count) && { return std::move(limit(count)); }
  Query& offset(std::int64_t count) & {
    offset_ = count;
    return *this;
  }
  Query& distinct(bool on = true) & {
    distinct_ = on;
    return *this;
  }
  /// Only these keys, in this order: the result of a search.  Duplicates are not allowed.
  Query& ranked(std::vector<std::int64_t> keys) &;
  /// No record at all.
  Query& none() & {
    none_ = true;
    return *this;
  }

  const schema::Registry& registry() const { return *registry_; }
  const std::vector<Filter>& filters() const { return filters_; }
  const std::vector<std::string>& order() const { return order_; }
  std::optional<std::int64_t> limit_count() const { return limit_; }
  std::int64_t offset_count() const { return offset_; }
  bool is_distinct() const { return distinct_; }
  bool is_none() const { return none_; }
  const std::optional<std::vector<std::int64_t>>& ranked_keys() const { return ranked_; }
  /// When used as an operand: the path whose values are compared; the key if empty.
  const std::string& selected_path() const { return selected_; }
  Query& select(std::string path) & {
    selected_ = std::move(path);
    return *this;
  }

 private:
  const schema::Registry* registry_;
  std::vector<Filter> filters_;
  std::vector<std::string> order_;
  std::optional<std::int64_t> limit_;
  std::int64_t offset_ = 0;
  bool distinct_ = false;
  bool none_ = false;
  std::optional<std::vector<std::int64_t>> ranked_;
  std::string selected_;
};

}  // namespace lamin::query
