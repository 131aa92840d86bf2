#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    text("batch", 60, required | indexed, "The batch it belongs to."),
    long_text("description", optional, "What it is, in a sentence."),
};

constexpr LinkRow links[] = {
    linked_to("biosamples", "wetlab.Biosample", "techsamples"),
    linked_through("wetlab.ArtifactTechsample", "techsample", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "techsamples")),
};

constinit const Declaration techsample{
    .module = "wetlab",
    .name = "Techsample",
    .doc = "A sample prepared from biosamples for a measurement.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
