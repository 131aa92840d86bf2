// PublicSources is the half of validation that asks public ontologies.  `ontologies/library.hpp` is the one
// that exists; curation works with this interface, so that a curator needs no file to be tested.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "curation/from_values.hpp"
#include "curation/values.hpp"

namespace lamin::curation {

/// A Scope, and which source speaks for values that no record has.
struct PublicScope {
  Scope scope;
  std::string organism;                   // its name; "" = none was said
  std::optional<std::int64_t> source_id;  // a record of the registry Source; nothing = the one in use
};

class PublicSources {
 public:
  virtual ~PublicSources();

  /// The organism whose ids look like `id`; "" if that is not known.
  virtual std::string organism_of(std::string_view) const { return ""; }

  /// Whether there are public sources for the registry.
  virtual bool speaks_of(const schema::Registry& registry) const = 0;

  /// What the source says about the values, whatever the database has: `validation` holds those it has
  /// exactly, `mapped` what it means by others.  Nothing if its file is not here, which `log` is told once,
  /// or if there is no source for the organism, which it is told each time.
  virtual std::optional<Inspection> inspect(records::RecordStore& store, const PublicScope& scope,
                                            const Values& values, Log& log) = 0;

  /// Like curation::from_values; what the database does not have is made from the source, unsaved and in the
  /// order of the values.  Makes the organism's record if there is none.  Says what it found to `log`.
  virtual Found from_values(records::RecordStore& store, const PublicScope& scope, const Values& values,
                            Log& log) = 0;

  /// Makes the record of the organism that `from_values` gives to what it makes, if there is none, and says
  /// so to `log`: for callers who do not want to hear the rest.  Sources without organisms have nothing to
  /// do.
  virtual void make_organism(records::RecordStore&, const PublicScope&, Log&) {}

  /// Saves new records with everything above them in their sources, and the links between; all or none.
  /// Statements do not grow with the number of records beyond those that insert them.  For a single record it
  /// says to `log` which parents it has made.
  virtual void save(records::RecordStore& store, std::span<records::Record* const> records, Log& log) = 0;
};

}  // namespace lamin::curation
