// The schema of CELLxGENE for AnnData files: which columns `obs` must have, which registries their values are
// of, the releases of ontologies that a version of the schema is pinned to, and the control labels that no
// ontology has.
//
// A column can be given by names (`cell_type`) or by ids (`cell_type_ontology_term_id`); ids win.  Everything
// that is data stands in tables; versions that are not among them are refused.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "curation/public_sources.hpp"
#include "records/rules.hpp"

namespace lamin::curation::cellxgene {

using Texts = std::vector<std::string>;

/// A column of `obs` whose values are records: "cell_type", "bionty.CellType", "name".
struct Category {
  std::string column, registry, field;
};
/// All columns, by names and by ids, in the order in which they are checked.
std::vector<Category> categories();
/// Those that a table with these columns is checked by.
std::vector<Category> categories(std::span<const std::string> columns);

/// Values for columns that a table does not have: {"sex", "unknown"}.
std::vector<std::pair<std::string, std::string>> defaults();
/// Those of `values` for columns that are there neither by names nor by ids.
std::vector<std::pair<std::string, std::string>> lacking(
    std::span<const std::pair<std::string, std::string>> values, std::span<const std::string> columns);

/// What is said of a table that lacks columns; "" if it has all.
std::string missing_columns(std::span<const std::string> columns);
/// Throws invalid_value for columns whose names belong to older versions.
void expect_no_reserved(std::span<const std::string> columns);

/// The release that `column` (or "var_index") is pinned to: a record of the registry Source; nothing if the
/// version pins none, or if the instance has no such source.  Throws invalid_value for another version or
/// organism.
std::optional<records::Record> source_of(records::RecordStore& store, std::string_view version,
                                         std::string_view organism, std::string_view column);
/// Whether the schema pins `column` to releases.
bool is_pinned(std::string_view column);
/// Throws invalid_value for another version or organism.
void expect_known(std::string_view version, std::string_view organism);

/// Makes the labels of the schema that are no terms: "unknown", "normal", types of tissues and suspensions.
void make_control_labels(records::RecordStore& store, PublicSources* ontology, Log& log);

/// Whether an embedding of that key can be shown.
bool is_embedding(std::string_view key);

/// What takes the place of a column of names: {"cell_type_ontology_term_id", id of each name}.
struct IdColumn {
  std::string name;
  std::vector<std::pair<std::string, std::string>> ids;  // of the names that have one
};
/// Nothing if `column` is none that ids can stand for.
std::optional<IdColumn> ids_for(records::RecordStore& store, std::string_view column, const Values& names);

/// Where a version of the schema is described.
std::string reference_of(std::string_view version);

}  // namespace lamin::curation::cellxgene
