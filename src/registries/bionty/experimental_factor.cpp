#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr FieldRow fields[] = {
    key(),
    hashed_uid(8),
    text("name", 256, required | indexed, "What people call it."),
    text("ontology_id", 32, optional | indexed, "The id in the public ontology, such as \"CL:0000084\"."),
    text("abbr", 32, optional | unique, "A short form of the name."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
    long_text("molecule", optional | indexed, "The molecule that is measured."),
    long_text("instrument", optional | indexed, "The instrument that measures."),
    long_text("measurement", optional | indexed, "What is measured."),
};

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.ExperimentalFactor", "children"),
    linked_through("bionty.ArtifactExperimentalFactor", "experimentalfactor", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "experimental_factors")),
};

constinit const Declaration experimental_factor{
    .module = "bionty",
    .name = "ExperimentalFactor",
    .doc = "A variable of an experiment such as the assay, named by the Experimental Factor Ontology.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
