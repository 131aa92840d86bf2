// The records that values stand for.
#pragma once

#include <string>
#include <vector>

#include "base/log.hpp"
#include "curation/values.hpp"

namespace lamin::curation {

struct Found {
  /// Each once, in the order of their ids; with new ones, which are not saved, in the order of the values.
  std::vector<records::Record> records;
  std::vector<std::string> by_name;     // values
  std::vector<std::string> by_synonym;  // values
  std::vector<std::string> missing;     // values without a record
  // Of those that a public source has (curation/public_sources.hpp), in records that are not saved:
  std::vector<std::string> made_by_name;     // values
  std::vector<std::string> made_by_synonym;  // values
  std::vector<std::string> ambiguous;        // values that several new records have
};
/// Existing records: a constant number of statements.
Found from_values(records::RecordStore& store, const Scope& scope, const Values& values);
/// A record for every value: the existing one with exactly that value, or a new one, made with the rules of
/// the registry (records/rules.hpp) and not saved; a synonym is a new value.  New ones get the fields
/// `shared`, too.  Says to `log` which existed, and warns about similar names.
Found from_values_or_new(records::RecordStore& store, const Scope& scope, const Values& values, Log& log,
                         bool search_names = true, const records::Assignments& shared = {});

}  // namespace lamin::curation
