// A Subject is what values are said about: features of data sets, params of models and of runs.  Both work
// alike; what differs is which registries hold the definitions and the values.
//
// Link registries that can name a feature (ArtifactULabel, bionty.ArtifactCellType) make the records at their
// other end labels: values of categorical features.  No registry of labels is named in this module.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "records/store.hpp"

namespace lamin::annotation {

enum class Subject { features, params };

/// The names of what a subject consists of.
struct Names {
  std::string_view definition;  // the registry "Feature", "Param"
  std::string_view value;       // the registry "FeatureValue", "ParamValue"
  std::string_view field;       // of a value: "feature", "param"
  std::string_view relation;    // of a host to its values: "_feature_values", "_param_values"
};
const Names& names_of(Subject subject);

/// The relation of a host's registry to its values; nullptr if it has none.
const schema::Relation* value_relation(const schema::Catalog& catalog, const schema::Registry& host,
                                       Subject subject);

/// Whether links of this relation can name the feature that a label belongs to.
bool leads_to_labels(const schema::Relation& relation);
/// The relations of a host to its labels.
std::vector<const schema::Relation*> label_relations(const schema::Catalog& catalog,
                                                     const schema::Registry& host);
/// The one to `label`; nullptr if its records cannot be labels of the host.
const schema::Relation* label_relation(const schema::Catalog& catalog, const schema::Registry& host,
                                       const schema::Registry& label);

/// The field by which a registry's records are named in displays and filters.
const std::string& name_field(const schema::Registry& registry);

/// Throws invalid_value, in the words of the reference, unless the record is saved.
void expect_saved(const records::Record& host);

}  // namespace lamin::annotation
