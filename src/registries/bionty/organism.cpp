#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr FieldRow fields[] = {
    key(),
    hashed_uid(8),
    text("name", 64, required | unique, "What people call it."),
    text("ontology_id", 32, optional | unique, "The id in the public ontology, such as \"CL:0000084\"."),
    text("scientific_name", 64, optional | unique, "The Latin name."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
};

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Organism", "children"),
    linked_through("bionty.ArtifactOrganism", "organism", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "organisms")),
};

constinit const Declaration organism{
    .module = "bionty",
    .name = "Organism",
    .doc = "An organism: species and strains, named by NCBI Taxonomy and Ensembl.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
