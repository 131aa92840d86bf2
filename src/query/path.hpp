// A Path is `a__b__c__lookup` taken apart with the help of the catalog: the relations it walks, the field it
// ends at, what of that field is meant (keys of a JSON value, a part of a date), and how it is compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog.hpp"

namespace lamin::query {

struct Path {
  std::vector<const schema::Relation*> steps;
  /// Of the registry that the steps lead to; its key if the path ends at a relation.
  const schema::Field* field = nullptr;
  bool ends_at_relation = false;
  std::vector<std::string> json_keys;
  std::string part;  // "year", "date", ...; "" = the whole value
  std::string lookup = "exact";

  /// The position of the first step that may lead to several records; `steps.size()` if there is none.
  std::size_t first_many() const;
};

/// A path of a condition, with its lookup.  Throws unknown_field.
Path parse_condition(const schema::Registry& registry, std::string_view path, const schema::Catalog& catalog);
/// A path of a value or of an order: no lookup, but keys of a JSON value and parts of a date.  Throws
/// unknown_field.
Path parse_value(const schema::Registry& registry, std::string_view path, const schema::Catalog& catalog);
/// What follows the name of a computed value that is of the type of `field`: "", "gt", "year__in".  Throws
/// unknown_field.
Path parse_computed(const schema::Field& field, std::string_view rest, bool is_condition,
                    const schema::Registry& registry, const schema::Catalog& catalog);

/// Fields and relations that people may name in a query, sorted.
std::vector<std::string> available_fields(const schema::Registry& registry, const schema::Catalog& catalog);

}  // namespace lamin::query
