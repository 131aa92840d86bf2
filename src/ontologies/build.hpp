// Terms and downloaded tables to the table that registries work with: the one bionty 1.2.1 makes.
//
// A table is Columns of text (base/columns.hpp), a row a term.  Lists -- `synonyms`, `parents` -- are joined
// with '|'; a term without parents has "", an empty list, and null synonyms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/columns.hpp"
#include "ontologies/term.hpp"

namespace lamin::ontologies {

/// What bionty takes from the file of a source.
struct BuildRules {
  std::string prefix;  // ids must begin with it; "" = all
  /// A relation whose targets are parents too, and the targets of those, and so on: "part_of".  (bionty means
  /// all of them, and loses some by chance.)
  std::string parents_along;
};
/// By the short name of the source: "cl", "uberon".
BuildRules rules_of(std::string_view source);

/// ontology_id, name, definition (words capitalised), synonyms, parents.  Terms without name are left out.
Columns build_table(const Ontology& ontology, const BuildRules& rules);

/// A table in a file with tabs: the first line names the columns, empty cells are null.  Definitions are
/// capitalised as `build_table` does, the Ensembl list of species is brought into the form of bionty.
/// Throws validation_failed, naming the line, if a row has too many or too few cells.
Columns parse_table(std::string_view text);

/// The position of column `name`, or nothing.
std::optional<std::size_t> find_column(const Columns& table, std::string_view name);

/// As Python's str.title(): every word begins with a capital and goes on in small letters.
std::string title_case(std::string_view text);

/// Terms that are their own ancestors, each way around once: "A -> B -> A".  Nothing if there are none.
std::optional<std::string> find_circle(const Columns& table);

}  // namespace lamin::ontologies
