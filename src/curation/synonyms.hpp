// The rules of the fields `synonyms`, a text of parts joined by '|', and `abbr`.
//
// Nothing is saved here; the record is changed.
#pragma once

#include <string>
#include <vector>

#include "records/store.hpp"

namespace lamin::curation {

/// The parts, each once, in their order.
std::vector<std::string> synonyms_of(const records::Record& record);

/// Other records of the registry, trash left out, that have one of `synonyms` exactly; by id.
struct Holders {
  std::vector<std::string> synonyms;  // those that are held
  std::vector<records::Record> records;
};
Holders holders_of(records::RecordStore& store, const records::Record& record,
                   const std::vector<std::string>& synonyms);

/// Puts new ones behind those it has; empty ones are left out.  Throws validation_failed if one contains '|',
/// unsupported if the registry has no synonyms.
void add_synonyms(records::Record& record, const std::vector<std::string>& synonyms);
/// Those it does not have are left out; the field is null when none is left.  Throws the same.
void remove_synonyms(records::Record& record, const std::vector<std::string>& synonyms);

/// What add_synonyms is refused with when other records have them: for the callers that check.
[[noreturn]] void refuse_held(const records::Record& record);

}  // namespace lamin::curation
