// Annotations as trees (artifacts/describe.hpp), in the layout of lamindb 1.3.2.
//
// A constant number of statements, however many features and labels there are.
#pragma once

#include <string>

#include "annotation/subject.hpp"
#include "artifacts/describe.hpp"

namespace lamin::annotation {

/// `artifact.describe()`: what is known about it in general, the features of the data set by slot, other
/// features, params of models, labels.
artifacts::Node describe(artifacts::Workspace& workspace, const artifacts::Artifact& artifact);

/// What `print(artifact.features)`, `print(run.params)` show; without sections if there is nothing.
artifacts::Node features_tree(artifacts::Workspace& workspace, const records::Record& host, Subject subject);
/// What `print(artifact.labels)` shows.
artifacts::Node labels_tree(artifacts::Workspace& workspace, const records::Record& host);

/// The tree as text, or "no linked features", "no linked labels" if it has no section.
std::string text_of(const artifacts::Node& tree, std::string_view nothing,
                    const artifacts::RenderOptions& options = {});

}  // namespace lamin::annotation
