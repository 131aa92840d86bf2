#include "annotation/queries.hpp"

#include <algorithm>

#include "annotation/definitions.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "query/lookups.hpp"

namespace lamin::annotation {
namespace {

using query::Filter;
using query::Operand;
using query::Query;
using schema::Relation;

constexpr std::string_view whole_value = "$";

// "a__b__gt" may be the feature "a__b__gt", "a__b" or "a".
std::vector<std::string> possible_names(const std::string& key) {
  std::vector<std::string> names{key};
  for (auto at = key.rfind("__"); at != std::string::npos && at > 0; at = key.rfind("__", at - 1))
    names.push_back(key.substr(0, at));
  return names;
}

const std::string* name_among(const Definitions& definitions, const std::vector<std::string>& names) {
  const auto found = std::ranges::find_if(names, [&](const auto& name) { return definitions.has(name); });
  return found == names.end() ? nullptr : &*found;
}

Value as_stored(const Value& value) {
  if (const auto* date = value.get_if<Date>()) return Value(iso_text(*date));
  if (const auto* time = value.get_if<Timestamp>()) {
    const std::string text = iso_text(*time);
    return Value(text.substr(0, text.rfind('+')));
  }
  return value;
}

Operand as_stored(const Operand& operand) {
  if (operand.is_query() || operand.is_expression()) return operand;
  if (!operand.is_list()) return Operand(as_stored(operand.value()));
  std::vector<Value> values;
  for (const Value& value : operand.values()) values.push_back(as_stored(value));
  return Operand(std::move(values));
}

bool is_null(const Operand& operand) {
  return operand.is_value() && operand.value().is_null();
}

bool holds_texts(const Operand& operand) {
  if (operand.is_query() || operand.is_expression()) return false;
  if (!operand.is_list()) return operand.value().is<std::string>();
  return !operand.values().empty() && operand.values().front().is<std::string>();
}

Filter among(Query links, const std::string& host) {
  return Filter::condition("id__in", Operand(std::move(links.select(host))));
}

class FilterOfFeature {
 public:
  FilterOfFeature(records::RecordStore& store, const schema::Registry& host, Subject subject,
                  const records::Record& feature)
      : store_(store), host_(host), subject_(subject), feature_(feature) {}

  /// `rest` is what follows the name of the feature in the key: "", "gt", "key__gt".
  Filter of(const std::string& rest, const Condition& condition) {
    if (rest.empty() && is_null(condition.operand)) return Filter::negation(any_value());
    if (rest == "isnull") {
      const bool wants_none = !condition.operand.is_list() && condition.operand.value() == Value(true);
      return wants_none ? Filter::negation(any_value()) : any_value();
    }
    return is_labelled() ? label(rest, condition) : value(rest, as_stored(condition.operand));
  }

 private:
  bool is_labelled() const { return is_categorical(feature_.get("dtype").text()); }

  std::vector<const Relation*> relations() const {
    const auto& catalog = store_.catalog();
    const auto registries = registries_of(catalog, feature_.get("dtype").text());
    if (registries.empty()) return label_relations(catalog, host_);
    std::vector<const Relation*> found;
    for (const auto* registry : registries)
      if (const auto* relation = label_relation(catalog, host_, *registry)) found.push_back(relation);
    return found;
  }

  Query links_of(const Relation& relation) const {
    Query links(*relation.through);
    return links.where("feature", feature_.id()), links;
  }

  Filter any_value() const {
    std::vector<Filter> any;
    if (is_labelled()) {
      for (const auto* relation : relations())
        any.push_back(among(links_of(*relation), relation->through_source->name));
      return any.size() == 1 ? std::move(any.front()) : Filter::any_of(std::move(any));
    }
    const auto* relation = value_relation(store_.catalog(), host_, subject_);
    return among(links_to_values(*relation), relation->through_source->name);
  }

  Query links_to_values(const Relation& relation) const {
    Query links(*relation.through);
    links.where(relation.through_target->name + "__" + std::string(names_of(subject_).field), feature_.id());
    return links;
  }

  Filter value(const std::string& rest, const Operand& operand) const {
    const auto* relation = value_relation(store_.catalog(), host_, subject_);
    const std::string target = relation->through_target->name;
    std::string path = target + "__value";
    const auto last = rest.rfind("__");
    const bool has_keys = !rest.empty() && (last != std::string::npos || !query::is_json_lookup(rest));
    if (!has_keys && !rest.starts_with("has_")) path += "__" + std::string(whole_value);
    if (!rest.empty()) path += "__" + rest;
    Query links(*relation->through);
    links.filter(Filter::all_of(
        {Filter::condition(target + "__" + std::string(names_of(subject_).field), Operand(feature_.id())),
         Filter::condition(path, operand)}));
    return among(std::move(links), relation->through_source->name);
  }

  Filter label(const std::string& rest, const Condition& condition) {
    if (rest.empty() && !condition.operand.is_query() && !condition.operand.is_list() &&
        condition.operand.value().is<Json>())
      return label("in", {condition.key, listed(condition.operand.value().as<Json>()), nullptr});
    if (rest == "in_tree") return in_tree(condition.operand);
    if (condition.registry != nullptr || !holds_texts(condition.operand)) return record(rest, condition);
    std::vector<const Relation*> searched = named_relations();
    std::vector<Filter> any;
    std::string first_path;
    for (const auto* relation : searched) {
      const std::string path = path_in(*relation->target, rest);
      if (first_path.empty()) first_path = path;
      Query labels(*relation->target);
      if (!store_.exists(labels.where(path, condition.operand))) continue;
      Query links = links_of(*relation);
      links.where(relation->through_target->name + "__" + path, condition.operand);
      any.push_back(among(std::move(links), relation->through_source->name));
    }
    if (any.empty())
      throw Error(ErrorCode::no_match, "Did not find a " + searched.front()->target->name + " matching `" +
                                           first_path + "=" + shown(condition.operand) + "`")
          .with("registry", searched.front()->target->qualified_name());
    return any.size() == 1 ? std::move(any.front()) : Filter::any_of(std::move(any));
  }

  // A term or anything below it, whatever of it was seen when the data were curated.
  Filter in_tree(const Operand& operand) const {
    std::vector<const Relation*> searched = relations();
    std::erase_if(searched, [&](const Relation* relation) {
      return store_.catalog().find_relation(*relation->target, "parents") == nullptr;
    });
    if (searched.empty())
      throw Error(ErrorCode::unknown_field, "Unsupported lookup 'in_tree': the labels of the feature '" +
                                                std::string(feature_.get("name").text()) +
                                                "' have no hierarchy (no parents).");
    std::vector<Filter> any;
    for (const auto* relation : searched) {
      Query links = links_of(*relation);
      links.where(relation->through_target->name + "__in_tree", operand);
      any.push_back(among(std::move(links), relation->through_source->name));
    }
    return any.size() == 1 ? std::move(any.front()) : Filter::any_of(std::move(any));
  }

  static Operand listed(const Json& list) {
    std::vector<Value> values;
    for (const Json& element : list.is_array() ? list.elements() : Json::Array{})
      if (element.is_text()) values.emplace_back(element.text());
    return Operand(std::move(values));
  }

  // A feature of dtype "cat" has labels of ULabel as long as nobody said otherwise.
  std::vector<const Relation*> named_relations() const {
    auto found = relations();
    if (feature_.get("dtype") == Value("cat"))
      std::erase_if(found, [](const Relation* relation) { return relation->target->name != "ULabel"; });
    return found;
  }

  // "contains" -> "name__contains", "ontology_id__in" as it is.
  static std::string path_in(const schema::Registry& registry, const std::string& rest) {
    const std::string first = rest.substr(0, rest.find("__"));
    if (!rest.empty() && registry.find_field(first) != nullptr) return rest;
    return name_field(registry) + (rest.empty() ? "" : "__" + rest);
  }

  Filter record(const std::string& rest, const Condition& condition) const {
    std::vector<Filter> any;
    std::vector<const Relation*> searched;
    if (condition.registry == nullptr) {
      searched = relations();
    } else if (const auto* relation = label_relation(store_.catalog(), host_, *condition.registry)) {
      searched.push_back(relation);
    }
    for (const auto* relation : searched) {
      Query links = links_of(*relation);
      const bool lists = condition.operand.is_list() && rest.empty();
      links.where(relation->through_target->name + (rest.empty() ? "" : "__" + rest) + (lists ? "__in" : ""),
                  condition.operand);
      any.push_back(among(std::move(links), relation->through_source->name));
    }
    // No record of that registry can be a label.
    if (any.empty()) return Filter::condition("id__in", Operand(std::vector<Value>{}));
    return any.size() == 1 ? std::move(any.front()) : Filter::any_of(std::move(any));
  }

  static std::string shown(const Operand& operand) {
    if (!operand.is_list()) return python_str(operand.value());
    std::string list;
    for (const Value& value : operand.values()) list += (list.empty() ? "" : ", ") + python_repr(value);
    return "[" + list + "]";
  }

  records::RecordStore& store_;
  const schema::Registry& host_;
  Subject subject_;
  const records::Record& feature_;
};

Filter filter_of(records::RecordStore& store, const schema::Registry& host, Subject subject,
                 const Definitions& definitions, const std::string& name, const Condition& condition) {
  const std::string rest = condition.key.size() > name.size() ? condition.key.substr(name.size() + 2) : "";
  return FilterOfFeature(store, host, subject, definitions.at(name)).of(rest, condition);
}

void collect_keys(const schema::Catalog& catalog, const schema::Registry& host, const Filter& filter,
                  std::vector<std::string>& keys) {
  if (filter.kind() == Filter::Kind::condition) {
    if (may_be_feature(catalog, host, filter.path())) keys.push_back(filter.path());
    return;
  }
  for (const Filter& part : filter.parts()) collect_keys(catalog, host, part, keys);
}

Filter replaced(records::RecordStore& store, const schema::Registry& host, const Definitions& definitions,
                const Filter& filter) {
  if (filter.kind() == Filter::Kind::condition) {
    const auto names = possible_names(filter.path());
    const bool is_meant = may_be_feature(store.catalog(), host, filter.path());
    const std::string* name = is_meant ? name_among(definitions, names) : nullptr;
    if (name == nullptr) return filter;
    return filter_of(store, host, Subject::features, definitions, *name, {filter.path(), filter.operand()});
  }
  if (filter.kind() == Filter::Kind::expression) return filter;
  std::vector<Filter> parts;
  for (const Filter& part : filter.parts()) parts.push_back(replaced(store, host, definitions, part));
  if (filter.kind() == Filter::Kind::negation) return Filter::negation(std::move(parts.front()));
  if (filter.kind() == Filter::Kind::odd_of) return Filter::odd_of(std::move(parts));
  return filter.kind() == Filter::Kind::any_of ? Filter::any_of(std::move(parts))
                                               : Filter::all_of(std::move(parts));
}

Definitions definitions_for(records::RecordStore& store, Subject subject,
                            const std::vector<std::string>& keys) {
  std::vector<std::string> names;
  for (const std::string& key : keys)
    for (std::string& name : possible_names(key)) names.push_back(std::move(name));
  return Definitions::find(store, subject, names);
}

}  // namespace

std::vector<std::optional<Filter>> filters_of_features(records::RecordStore& store,
                                                       const schema::Registry& host, Subject subject,
                                                       const std::vector<Condition>& conditions) {
  std::vector<std::string> keys;
  for (const Condition& condition : conditions) keys.push_back(condition.key);
  const Definitions definitions = definitions_for(store, subject, keys);
  std::vector<std::optional<Filter>> filters;
  for (const Condition& condition : conditions) {
    const auto names = possible_names(condition.key);
    const std::string* name = name_among(definitions, names);
    filters.push_back(name == nullptr
                          ? std::nullopt
                          : std::optional(filter_of(store, host, subject, definitions, *name, condition)));
  }
  return filters;
}

Filter filter_by_features(records::RecordStore& store, const schema::Registry& host, Subject subject,
                          const std::vector<Condition>& conditions) {
  const auto filters = filters_of_features(store, host, subject, conditions);
  std::vector<std::string> unknown;
  std::vector<Filter> all;
  for (std::size_t i = 0; i < filters.size(); ++i) {
    if (filters[i]) {
      all.push_back(*filters[i]);
    } else {
      unknown.push_back(conditions[i].key.substr(0, conditions[i].key.find("__")));
    }
  }
  if (!unknown.empty())
    throw Error(ErrorCode::validation_failed,
                "Some keys in the filter expression are not registered as features: " + python_list(unknown));
  return Filter::all_of(std::move(all));
}

bool may_be_feature(const schema::Catalog& catalog, const schema::Registry& host, std::string_view key) {
  const std::string_view first = key.substr(0, key.find("__"));
  if (first.empty() || first == "pk" || host.find_field(first) != nullptr) return false;
  if (catalog.find_relation(host, first) != nullptr) return false;
  return value_relation(catalog, host, Subject::features) != nullptr;
}

Filter with_features(records::RecordStore& store, const schema::Registry& host, Filter filter) {
  std::vector<std::string> keys;
  collect_keys(store.catalog(), host, filter, keys);
  if (keys.empty()) return filter;
  return replaced(store, host, definitions_for(store, Subject::features, keys), filter);
}

}  // namespace lamin::annotation
