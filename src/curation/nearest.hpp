// What somebody may have meant by a value that is no record: the terms nearest to it, and why.
#pragma once

#include <string>
#include <vector>

#include "curation/public_sources.hpp"
#include "curation/values.hpp"

namespace lamin::curation {

struct Nearest {
  std::vector<std::string> terms;  // the best first, at most three
  /// "synonym", "letters", "spaces", "version suffix", "spelling"; "" if nothing is near.
  std::string reason;
};

/// For each of `values`, in their order.  Of many values only the first are compared with the spelling of all
/// terms; one reading of the registry's texts.
std::vector<Nearest> nearest_terms(records::RecordStore& store, const Scope& scope,
                                   const std::vector<std::string>& values, PublicSources* ontology = nullptr);

}  // namespace lamin::curation
