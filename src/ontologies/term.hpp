// A Term is a class of an ontology as its file has it, and an Ontology is all of them in the order of the
// file.
//
// The parsers (parse.hpp) fill these from OBO, OWL and OBO Graphs; build.hpp makes the table of them that
// registries work with.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lamin::ontologies {

struct Term {
  std::string id;  // "CL:0000084"
  std::string name;
  std::string definition;
  std::vector<std::string> exact_synonyms;                   // other scopes are left out, as bionty does
  std::vector<std::string> parents;                          // ids: is_a, and named superclasses
  std::vector<std::pair<std::string, std::string>> related;  // relation and id: {"part_of", "CL:0000000"}
  std::vector<std::string> replaced_by;                      // of obsolete terms
  bool is_obsolete = false;
};

struct Ontology {
  std::string version;  // what the file says about itself, such as "cl/releases/2022-08-16/cl-basic.owl"
  std::vector<Term> terms;
};

}  // namespace lamin::ontologies
