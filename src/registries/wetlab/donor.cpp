#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    text("batch", 60, required | indexed, "The batch it belongs to."),
    long_text("description", optional, "What it is, in a sentence."),
    integer("age", optional | indexed, "The age in years."),
    real("bmi", optional, "The body mass index."),
    belongs_to("ethnicity", "bionty.Ethnicity", optional, "The ancestry of the donor.").seen_as("donors"),
    belongs_to("sex", "bionty.Phenotype", optional, "The sex of the donor, a phenotype.").seen_as("donors"),
    belongs_to("organism", "bionty.Organism", optional, "The organism it belongs to.").seen_as("donors"),
};

constexpr LinkRow links[] = {
    linked_to("diseases", "bionty.Disease", "donors"),
    linked_through("wetlab.ArtifactDonor", "donor", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "donors")),
};

constinit const Declaration donor{
    .module = "wetlab",
    .name = "Donor",
    .doc = "A person or animal that samples were taken from.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .fields = fields,
    .links = links,
    .relation_order = "created_by ethnicity organism run sex space",
};

}  // namespace lamin::registries::wetlab
