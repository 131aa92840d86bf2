#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | unique, "What people call it."),
    text("type", 32, required | indexed,
         "protein, peptide, antibody, enzyme, growth-factor, cytokine, hormone, vaccine, oligonucleotide or "
         "co-culture."),
    text("abbr", 32, optional | unique, "A short form of the name."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
};

constexpr LinkRow links[] = {
    linked_to("proteins", "bionty.Protein", "biologics"),
    linked_to("targets", "wetlab.PerturbationTarget", "biologics"),
    linked_through("wetlab.ArtifactBiologic", "biologic", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "biologics")),
};

constinit const Declaration biologic{
    .module = "wetlab",
    .name = "Biologic",
    .doc = "An agent made by or from living systems, such as an antibody or a vaccine.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .name_field = "name",
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
