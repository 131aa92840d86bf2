// `__in_tree`: a term or everything below it, along `parents`, to any depth.
//
//     Artifact: cell_types__in_tree = "T cell"        CellType: in_tree = "T cell"
//
// The operand is a name, an ontology id or a uid, the key of a record, a list of these, or a query.  A list
// means any of its terms.  It is one condition with a recursive statement inside, which visits every record
// once, so that circles end.
#pragma once

#include <string>

#include "query/path.hpp"
#include "query/query.hpp"
#include "query/scope.hpp"

namespace lamin::query {

/// The condition that `column`, a key of `registry`, is of a record in the tree.  Throws unknown_field for a
/// registry without parents, invalid_value for an operand that is none of the above.
std::string in_tree(const schema::Registry& registry, const std::string& column, const Operand& operand,
                    Scope& scope);

}  // namespace lamin::query
