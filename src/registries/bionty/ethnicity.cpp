#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Ethnicity", "children"),
    linked_through("bionty.ArtifactEthnicity", "ethnicity", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "ethnicities")),
};

constinit const Declaration ethnicity{
    .module = "bionty",
    .name = "Ethnicity",
    .doc = "An ancestry, named by the Human Ancestry Ontology.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
