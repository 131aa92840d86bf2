// What is said about values, in the words of lamindb 1.3.2.
#pragma once

#include <string>
#include <string_view>

#include "base/log.hpp"
#include "curation/from_values.hpp"
#include "curation/values.hpp"

namespace lamin::curation {

/// How many of the values are validated, and which not.
void say_validated(Log& log, const Scope& scope, const Validation& validation, std::size_t ignored);
/// The same without a registry, of a public table: `field` = "" leaves out by what.
void say_validated(Log& log, std::string_view field, const Validation& validation, std::size_t ignored);
/// The same, and which of the others to standardize.
void say_inspected(Log& log, std::string_view field, const Inspection& inspection);
/// What follows for a registry: of which of the unknown values to make records.  A public source may have
/// some of them, `in_public` says what it says about them.
void say_unknown(Log& log, const Scope& scope, const Inspection& inspection,
                 const Inspection* in_public = nullptr);
/// What was loaded, unless everything was, and for which values there is no record.
void say_found(Log& log, const Scope& scope, const Found& found);

}  // namespace lamin::curation
