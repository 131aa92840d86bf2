#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    text("ontology_id", 32, optional | indexed, "The id in the public ontology, such as \"CL:0000084\"."),
    long_text("description", optional, "What it is, in a sentence."),
    real("value", optional, "The value of the condition."),
    text("unit", 32, optional, "The unit of the value."),
    duration("duration", optional, "How long it lasted."),
};

constexpr LinkRow links[] = {
    linked_to("targets", "wetlab.PerturbationTarget", "environmental_perturbations"),
    linked_through("wetlab.ArtifactEnvironmentalPerturbation", "environmentalperturbation", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "environmental_perturbations")),
};

constinit const Declaration environmental_perturbation{
    .module = "wetlab",
    .name = "EnvironmentalPerturbation",
    .doc = "A perturbation of the conditions, such as heat or acidity.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
