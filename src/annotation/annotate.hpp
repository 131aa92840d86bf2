// Adds values to artifacts and runs, and removes them: `artifact.features.add_values({"temperature": 21.6})`.
//
// Values of categorical features are records, linked to the artifact under the feature; all others are rows
// of FeatureValue or ParamValue, each of which stands once for all that have it.  All that is given together
// is checked before anything is written, and written in one transaction; the number of statements does not
// grow with the number of features, values or labels.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "annotation/given.hpp"
#include "annotation/subject.hpp"
#include "artifacts/workspace.hpp"
#include "base/json.hpp"

namespace lamin::annotation {

struct AddOptions {
  std::string field = "name";  // of the features that the given names are
};

/// Throws validation_failed: for a host of another kind, for names without a definition and texts without a
/// label, with the lines that make them, for values that do not fit, for records that are not saved;
/// invalid_type for values that no categorical or numerical feature takes.
///
/// A text given to a categorical feature is the name of a record of its registries, of ULabel if it has none;
/// a feature of dtype "cat" becomes "cat[ULabel]" then.
void add_values(artifacts::Workspace& workspace, const records::Record& host, Subject subject,
                const std::vector<Given>& given, const AddOptions& options = {});

/// Params of a run or model from an object of names and values.  What has no type, None and empty lists, is
/// left out with a warning.
void add_params(artifacts::Workspace& workspace, const records::Record& host, const Json& params);

/// Removes all values that the host has for a feature, or the one given.  Throws not_found if there is no
/// feature of that name, invalid_type if a value of a categorical feature is no record.
void remove_values(artifacts::Workspace& workspace, const records::Record& host,
                   const records::Record& feature, const std::optional<Given>& value = std::nullopt);

/// A value of a feature as a row: the one there is, or a new one.  Values that are no scalars have a hash.
records::Record get_or_create_value(artifacts::Workspace& workspace, const records::Record& definition,
                                    const Json& value);

}  // namespace lamin::annotation
