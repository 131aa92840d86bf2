#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Tissue", "children"),
    linked_through("bionty.ArtifactTissue", "tissue", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "tissues")),
};

constinit const Declaration tissue{
    .module = "bionty",
    .name = "Tissue",
    .doc = "A tissue or organ, named by Uberon.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run source space",
};

}  // namespace lamin::registries::bionty
