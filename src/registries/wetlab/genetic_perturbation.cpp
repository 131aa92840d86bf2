#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    text("system", 32, required | indexed,
         "CRISPR-Cas9, CRISPR-Cas13, CRISPRi, CRISPRa, shRNA, siRNA, transgene or transient-transfection."),
    long_text("description", optional, "What it is, in a sentence."),
    long_text("sequence", optional | indexed, "The sequence of the guide or hairpin."),
    real("on_target_score", optional | indexed, "How likely it hits the target, 0 to 1."),
    real("off_target_score", optional | indexed, "How likely it hits something else, 0 to 1."),
};

constexpr LinkRow links[] = {
    linked_to("targets", "wetlab.PerturbationTarget", "genetic_perturbations"),
    linked_through("wetlab.ArtifactGeneticPerturbation", "geneticperturbation", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "genetic_perturbations")),
};

constinit const Declaration genetic_perturbation{
    .module = "wetlab",
    .name = "GeneticPerturbation",
    .doc = "A perturbation of genes, such as by CRISPR or RNA interference.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
