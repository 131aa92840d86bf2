// The registries of an instance and how they refer to each other, as a graph for Graphviz.
#pragma once

#include <string>

#include "schema/catalog.hpp"

namespace lamin::cli {

/// A record a registry with its fields, grouped by module; an arrow a key, labelled with the field. Link
/// tables are drawn as one arrow without heads between the registries that they join.
std::string schema_graph(const schema::Catalog& catalog);

}  // namespace lamin::cli
