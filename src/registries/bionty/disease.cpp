#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Disease", "children"),
    linked_through("bionty.ArtifactDisease", "disease", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "diseases")),
};

constinit const Declaration disease{
    .module = "bionty",
    .name = "Disease",
    .doc = "A disease, named by Mondo or the Human Disease Ontology.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
