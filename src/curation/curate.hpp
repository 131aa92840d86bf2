// Holds the tables of a data set against a schema and reports everything that is wrong, without writing
// anything: what `lamin curate` prints and `curator.report()` gives.
//
// The verdict is that of lamindb 1.3.2.  Ids of variables that are no records are told as warnings: the
// reference lets them pass.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "curation/check_table.hpp"
#include "curation/public_sources.hpp"
#include "curation/table.hpp"

namespace lamin::curation {

/// A table and the slot of the schema that it belongs to; "" for a schema of features.
struct SlotTable {
  std::string slot;
  Table table;
};

struct Report {
  std::vector<Finding> findings;

  std::size_t errors() const;
  std::size_t warnings() const { return findings.size() - errors(); }
};
/// {"is_valid", "errors", "warnings", "findings"}
Json to_json(const Report& report);

/// The schema of a name, or of a uid or its beginning.  Throws not_found.
records::Record find_schema(records::RecordStore& store, std::string_view name_or_uid);

/// Slots of the schema without a table are findings.  A constant number of statements for each registry.
Report curate(records::RecordStore& store, const records::Record& schema,
              const std::vector<SlotTable>& tables, PublicSources* ontology = nullptr);

}  // namespace lamin::curation
