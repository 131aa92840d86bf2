#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    long_text("description", optional, "What it is, in a sentence."),
    text("ontology_id", 32, optional | indexed, "The id in the public ontology, such as \"CL:0000084\"."),
};

constexpr LinkRow links[] = {
    linked_to("genetic_perturbations", "wetlab.GeneticPerturbation", "combination_perturbations"),
    linked_to("compound_perturbations", "wetlab.CompoundPerturbation", "combination_perturbations"),
    linked_to("environmental_perturbations", "wetlab.EnvironmentalPerturbation", "combination_perturbations"),
    linked_through("wetlab.ArtifactCombinationPerturbation", "combinationperturbation", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "combination_perturbations")),
};

constinit const Declaration combination_perturbation{
    .module = "wetlab",
    .name = "CombinationPerturbation",
    .doc = "Several perturbations at once.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
