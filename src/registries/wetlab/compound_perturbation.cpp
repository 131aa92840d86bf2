#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    long_text("description", optional, "What it is, in a sentence."),
    real("concentration", optional, "How much of it."),
    text("concentration_unit", 32, optional, "The unit of the concentration."),
    duration("duration", optional, "How long it lasted."),
    belongs_to("compound", "wetlab.Compound", optional, "The chemical."),
};

constexpr LinkRow links[] = {
    linked_to("targets", "wetlab.PerturbationTarget", "compound_perturbations"),
    linked_through("wetlab.ArtifactCompoundPerturbation", "compoundperturbation", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "compound_perturbations")),
};

constinit const Declaration compound_perturbation{
    .module = "wetlab",
    .name = "CompoundPerturbation",
    .doc = "A perturbation by a chemical at a concentration.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "compound created_by run space",
};

}  // namespace lamin::registries::wetlab
