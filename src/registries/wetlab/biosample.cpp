#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, optional | indexed, "What people call it."),
    text("batch", 60, optional | indexed, "The batch it belongs to."),
    long_text("description", optional, "What it is, in a sentence."),
    belongs_to("organism", "bionty.Organism", optional, "The organism it belongs to.").seen_as("biosamples"),
};

constexpr LinkRow links[] = {
    linked_to("tissues", "bionty.Tissue", "biosamples"),
    linked_to("cell_lines", "bionty.CellLine", "biosamples"),
    linked_to("cell_types", "bionty.CellType", "biosamples"),
    linked_to("diseases", "bionty.Disease", "biosamples"),
    linked_through("wetlab.ArtifactBiosample", "biosample", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "biosamples")),
};

constinit const Declaration biosample{
    .module = "wetlab",
    .name = "Biosample",
    .doc = "A sample of biological material.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by organism run space",
};

}  // namespace lamin::registries::wetlab
