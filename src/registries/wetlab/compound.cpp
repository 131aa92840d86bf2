#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    hashed_uid(8),
    long_text("name", required | indexed, "What people call it."),
    text("ontology_id", 32, optional | indexed, "The id in the public ontology, such as \"CL:0000084\"."),
    text("chembl_id", 32, optional | indexed, "The id in ChEMBL."),
    text("abbr", 32, optional | unique, "A short form of the name."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
};

constexpr LinkRow links[] = {
    linked_to("parents", "wetlab.Compound", "children"),
    linked_through("wetlab.ArtifactCompound", "compound", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "compounds")),
};

constinit const Declaration compound{
    .module = "wetlab",
    .name = "Compound",
    .doc = "A chemical or drug, named by ChEBI.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = fields,
    .links = links,
    // The column of the name was made anew when it became a long text.
    .relation_order = "created_by run source space name",
    .postgres_relation_order = "created_by run source space",
    .plain_order =
        "created_at updated_at _branch_code _aux id uid ontology_id chembl_id abbr synonyms description",
    .postgres_plain_order =
        "created_at updated_at _branch_code _aux id uid name ontology_id chembl_id abbr synonyms description",
};

}  // namespace lamin::registries::wetlab
