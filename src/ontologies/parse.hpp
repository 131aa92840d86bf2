// Files of ontologies to terms.
//
// All parsers take the whole file as text and throw validation_failed, naming line or place, for a file that
// is cut off or is not of its format.  They keep every class that has an id, also obsolete and imported ones.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "ontologies/term.hpp"

namespace lamin::ontologies {

enum class Format { obo, owl, graphs, tsv, parquet };

Ontology parse_obo(std::string_view text);
/// RDF/XML.
Ontology parse_owl(std::string_view text);
/// OBO Graphs JSON.
Ontology parse_graphs(std::string_view text);

/// What the content is, by its first bytes.  Throws validation_failed if it is none of them.
Format format_of(std::string_view text);
/// Any of the three by content.
Ontology parse(std::string_view text);

/// The content of a file, decompressed if it is gzip.  Throws file_missing, permission_denied, io_failed, and
/// validation_failed for gzip that is cut off.
std::string read_file(const std::filesystem::path& path);

/// "http://purl.obolibrary.org/obo/CL_0000084" -> "CL:0000084"; other addresses stay as they are.
std::string compact_id(std::string_view address);

}  // namespace lamin::ontologies
