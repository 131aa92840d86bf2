// PublicValues is what curation asks about terms that are not in a registry: a public ontology, or nothing.
//
// The instance gives the one that it has; without one, only the registries count.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "curation/values.hpp"

namespace lamin::curation {

/// Where to look beside the registry: "" and nothing = what is currently used.
struct PublicScope {
  std::string organism;
  std::optional<records::Record> source;
};

class PublicValues {
 public:
  virtual ~PublicValues() = default;

  /// New records, not saved, for those of `values` that are exactly the field of a public term, by value.
  virtual std::unordered_map<std::string, records::Record> find(const Scope& scope, const PublicScope& where,
                                                                const std::vector<std::string>& values) = 0;
  /// The value of the field of the term that has a value among its synonyms, or in other letters.
  virtual std::unordered_map<std::string, std::string> meanings(const Scope& scope, const PublicScope& where,
                                                                const std::vector<std::string>& values) = 0;
};

}  // namespace lamin::curation
