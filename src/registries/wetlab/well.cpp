#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(4),
    text("name", 32, optional | unique, "What people call it."),
    text("row", 4, required, "The row on the plate, such as \"A\"."),
    integer("column", plain, "The column on the plate."),
};

constexpr LinkRow links[] = {
    linked_through("wetlab.ArtifactWell", "well", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "wells")),
};

constinit const Declaration well{
    .module = "wetlab",
    .name = "Well",
    .doc = "A well of a plate.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .unique_together = {"row column"},
    .relation_order = "created_by run space",
};

}  // namespace lamin::registries::wetlab
