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
    linked_to("parents", "bionty.DevelopmentalStage", "children"),
    linked_through("bionty.ArtifactDevelopmentalStage", "developmentalstage", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "developmental_stages")),
};

constinit const Declaration developmental_stage{
    .module = "bionty",
    .name = "DevelopmentalStage",
    .doc = "A stage of the life of an organism, named by HsapDv or MmusDv.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
