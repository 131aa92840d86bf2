// Queries as JSON, for tests:
//   {"registry": "Artifact", "filter": [F, ...], "order_by": [...], "limit": 3, "offset": 1, "distinct":
//   true,
//    "values": ["ulabels__name"], "select": "name"}
// where F is {"path": operand, ...} (all of them), {"and": [F...]}, {"or": [F...]} or {"not": F}, and an
// operand is a value, a list, {"query": {...}}, {"time": "2025-01-01 10:00:00"} or {"json": {...}}.
#pragma once

#include <string>

#include "base/json.hpp"
#include "query/query.hpp"

namespace lamin::query {

inline Query query_of(const Json& json, const schema::Catalog& catalog);

inline Value value_of(const Json& json) {
  if (json.is_boolean()) return json.boolean();
  if (json.is_integer()) return json.integer();
  if (json.is_real()) return json.real();
  if (json.is_text()) return json.text();
  if (json.is_object() && json.find("time") != nullptr) return *parse_timestamp(json.find("time")->text());
  if (json.is_object() && json.find("json") != nullptr) return *json.find("json");
  return {};
}

inline Operand operand_of(const Json& json, const schema::Catalog& catalog) {
  if (json.is_object() && json.find("query") != nullptr) return query_of(*json.find("query"), catalog);
  if (!json.is_array()) return value_of(json);
  std::vector<Value> values;
  for (const Json& element : json.elements()) values.push_back(value_of(element));
  return values;
}

inline Filter filter_of(const Json& json, const schema::Catalog& catalog) {
  std::vector<Filter> parts;
  for (const auto& [name, value] : json.members()) {
    if (name == "not") {
      parts.push_back(Filter::negation(filter_of(value, catalog)));
    } else if (name == "and" || name == "or") {
      std::vector<Filter> inner;
      for (const Json& element : value.elements()) inner.push_back(filter_of(element, catalog));
      parts.push_back(name == "and" ? Filter::all_of(std::move(inner)) : Filter::any_of(std::move(inner)));
    } else {
      parts.push_back(Filter::condition(name, operand_of(value, catalog)));
    }
  }
  return parts.size() == 1 ? parts.front() : Filter::all_of(std::move(parts));
}

inline std::vector<std::string> texts_of(const Json& json) {
  std::vector<std::string> texts;
  for (const Json& element : json.elements()) texts.push_back(element.text());
  return texts;
}

inline Query query_of(const Json& json, const schema::Catalog& catalog) {
  Query query(catalog.get(json.find("registry")->text()));
  if (const Json* filters = json.find("filter")) {
    for (const Json& filter : filters->elements()) query.filter(filter_of(filter, catalog));
  }
  if (const Json* order = json.find("order_by")) query.order_by(texts_of(*order));
  if (const Json* limit = json.find("limit")) query.limit(limit->integer());
  if (const Json* offset = json.find("offset")) query.offset(offset->integer());
  if (const Json* distinct = json.find("distinct")) query.distinct(distinct->boolean());
  if (const Json* selected = json.find("select")) query.select(selected->text());
  return query;
}

}  // namespace lamin::query
