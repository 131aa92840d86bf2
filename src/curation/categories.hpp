// Columns of categories against registries: which of their values are records, which mean one, which are
// unknown.
//
// All columns of one registry are one look-up; values of public ontologies are saved as records on the way,
// as lamindb 1.3.2 does.  The answers are data; what is said about them goes to the log in the words of
// lamindb 1.3.2.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "curation/public_sources.hpp"
#include "curation/values.hpp"
#include "records/rules.hpp"

namespace lamin::curation {

/// A column whose values are records of a registry: of all of it, whatever filters the dtype of the feature
/// has (`cat[bionty.CellType[source__uid='...']]`), as in lamindb 1.3.2.
struct Categorical {
  std::string key;  // how the person calls it: the column, "var_index"
  Scope scope;
  std::string organism;                   // its name; "" = none was said
  std::optional<std::int64_t> source_id;  // the public source that speaks for values without a record
  Values values;
  /// The call that makes records of what is left: `.add_new_from("key")`.
  std::string fix;

  /// "ULabel.name".
  std::string shown_field() const { return scope.registry().name + "." + scope.field; }
};

struct CategoryAnswer {
  std::string key;
  std::vector<std::string> non_validated;                  // in the order of the values
  std::vector<std::pair<std::string, std::string>> means;  // those of them that stand for a record
  std::string fix;

  bool is_valid() const { return non_validated.empty(); }
};

/// What is said about values that are not validated, without colours; "" if all are.
std::string refusal(const CategoryAnswer& answer);

/// Holds all columns against their registries.  Saves records for values that are public terms.
std::vector<CategoryAnswer> check_categories(records::RecordStore& store,
                                             std::span<const Categorical> columns, PublicSources* ontology,
                                             Log& log);

/// A ULabel type named after each column of ULabels that has none: "cell_medium" -> "CellMedium".
void make_label_types(records::RecordStore& store, std::span<const Categorical> columns, Log& log,
                      const records::ConstructOptions& options);

/// Makes and saves a record for each of the column's values that is none yet, and no public term; `extra`
/// sets other fields of the new ones.  Returns the values.
std::vector<std::string> add_new(records::RecordStore& store, const Categorical& column,
                                 PublicSources* ontology, const records::Assignments& extra, Log& log,
                                 const records::ConstructOptions& options);

/// Saves records for the column's values that are public terms and no records yet, and says so.
void save_public_terms(records::RecordStore& store, const Categorical& column, PublicSources* ontology,
                       Log& log);

/// Says which values were replaced by what they mean.
void say_standardized(Log& log, const CategoryAnswer& answer);

}  // namespace lamin::curation
