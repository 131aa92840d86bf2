// Saves a curated artifact together with what curation knows of it: the schema it was checked against, the
// feature sets it has in each slot, and the labels in its columns of categories.
//
// All or nothing: row, links and new feature sets are one transaction; if anything is refused, the database
// is as it was.  The number of statements does not grow with the number of labels or features.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artifacts/artifact.hpp"
#include "artifacts/workspace.hpp"
#include "curation/categories.hpp"
#include "curation/schema.hpp"

namespace lamin::curation {

/// Names of members that a slot has, from which its feature set is inferred.
struct SlotMembers {
  std::string slot;  // "columns", "var", "obs", "rna:var"
  Scope scope;       // Feature.name, Gene.ensembl_gene_id
  std::vector<std::string> names;
  std::string dtype;           // of all values, for members that are no features; "" = none
  std::string otype;           // "DataFrame"; "" = none
  bool says_validated = true;  // how many of the names are records
};

/// Labels in a column; whether variables beside it are named by names, if there are any.
struct LabelColumn {
  Categorical column;
  std::optional<bool> features_are_names;
};

struct Annotation {
  std::optional<records::Record> schema;
  std::vector<SlotMembers> slots;
  std::vector<LabelColumn> labels;
};

/// A schema of those of `members` that are records of the registry, saved or new; nothing if none is.  Says
/// which are.
std::optional<Schema> schema_of_members(records::RecordStore& store, const SlotMembers& members,
                                        const std::optional<std::string>& name, Log& log,
                                        const records::ConstructOptions& options);

/// Saves the artifact with its annotation.  Throws what artifacts::save throws.
void save_annotated(artifacts::Workspace& workspace, artifacts::Artifact& artifact,
                    const Annotation& annotation);

}  // namespace lamin::curation
