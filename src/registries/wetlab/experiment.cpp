#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(8),
    text("name", 255, required | indexed, "What people call it."),
    long_text("description", optional, "What it is, in a sentence."),
    date("date", optional | indexed, "When it was done."),
};

constexpr LinkRow links[] = {
    linked_through("wetlab.ArtifactExperiment", "experiment", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "experiments")),
};

constinit const Declaration experiment{
    .module = "wetlab",
    .name = "Experiment",
    .doc = "A set of samples that were measured together.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
