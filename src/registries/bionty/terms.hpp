// What most registries of public ontologies are: cell types, tissues, diseases, ...
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

/// A registry of the terms of an ontology.
constexpr Declaration term_registry(std::string_view name, std::string_view doc,
                                    std::span<const LinkRow> links,
                                    std::string_view relation_order = "created_by run space source") {
  return {.module = "bionty",
          .name = name,
          .doc = doc,
          .mixins = bio_record,
          .name_field = "name",
          .ontology_id_field = "ontology_id",
          .fields = term_fields,
          .links = links,
          .unique_together = {"name ontology_id"},
          .relation_order = relation_order};
}

}  // namespace lamin::registries::bionty
