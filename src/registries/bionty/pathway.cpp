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
};

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Pathway", "children"),
    linked_to("genes", "bionty.Gene", "pathways"),
    linked_through("bionty.SchemaPathway", "pathway", "schema",
                   linked_to("schemas", "lamindb.Schema", "pathways")),
    linked_through("bionty.ArtifactPathway", "pathway", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "pathways")),
};

constinit const Declaration pathway{
    .module = "bionty",
    .name = "Pathway",
    .doc = "A pathway or biological process, named by the Gene or Pathway Ontology.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
