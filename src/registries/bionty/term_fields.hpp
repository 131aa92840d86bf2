// The fields that most registries of public ontologies share: cell types, tissues, diseases, ...
#pragma once

#include "registries/declare.hpp"

namespace lamin::registries::bionty {

inline constexpr FieldRow term_fields[] = {
    key(),
    hashed_uid(8),
    text("name", 256, required | indexed, "What people call it."),
    text("ontology_id", 32, optional | indexed, "The id in the public ontology, such as \"CL:0000084\"."),
    text("abbr", 32, optional | unique, "A short form of the name."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
};

}  // namespace lamin::registries::bionty
