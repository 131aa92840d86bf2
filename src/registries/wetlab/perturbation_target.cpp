#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(8),
    text("name", 60, required | indexed, "What people call it."),
    long_text("description", optional, "What it is, in a sentence."),
};

constexpr LinkRow links[] = {
    linked_to("genes", "bionty.Gene", "perturbation_targets"),
    linked_to("pathways", "bionty.Pathway", "perturbation_targets"),
    linked_to("proteins", "bionty.Protein", "perturbation_targets"),
    linked_through("wetlab.ArtifactPerturbationTarget", "perturbationtarget", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "perturbation_targets")),
};

constinit const Declaration perturbation_target{
    .module = "wetlab",
    .name = "PerturbationTarget",
    .doc = "What a perturbation acts on: genes, pathways, proteins.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
