// What is said about values, in the words of lamindb 1.3.2.
#pragma once

#include <string>

#include "base/log.hpp"
#include "curation/from_values.hpp"
#include "curation/values.hpp"

namespace lamin::curation {

/// How many of the values are validated, and which not.
void say_validated(Log& log, const Scope& scope, const Validation& validation, std::size_t ignored);
/// The same, which of the others to standardize, and which to make records of.
void say_inspected(Log& log, const Scope& scope, const Inspection& inspection);
/// What was loaded, unless everything was, and for which values there is no record.
void say_found(Log& log, const Scope& scope, const Found& found);

}  // namespace lamin::curation
