// Labels of an artifact: links to records of any registry that artifacts are linked to, with or without the
// feature under which they annotate (surface.md, group 22).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "annotation/subject.hpp"
#include "artifacts/workspace.hpp"

namespace lamin::annotation {

/// `artifact.labels.add(records, feature)`.  `texts` stand for records of the feature's registries that have
/// these values.  Throws invalid_value for a host that is not saved and for texts that name nothing,
/// validation_failed for records that are not saved and a feature that takes no such labels, or that belongs
/// to a feature set of the artifact.
void add_labels(artifacts::Workspace& workspace, const records::Record& host,
                std::vector<records::Record> labels, const std::vector<std::string>& texts,
                std::optional<records::Record> feature);

/// `artifact.labels.get(feature)`: the labels under a feature, a query for each registry that the feature
/// takes.  Throws invalid_value if it takes none.
std::vector<query::Query> labels_under(records::RecordStore& store, const records::Record& host,
                                       const records::Record& feature);

/// Links the host to all labels of `other`, under the same features.
void add_labels_of(artifacts::Workspace& workspace, const records::Record& host,
                   const records::Record& other);

/// The label stays, without features; says so to the log.
void make_label_external(artifacts::Workspace& workspace, const records::Record& host,
                         const records::Record& label);

}  // namespace lamin::annotation
