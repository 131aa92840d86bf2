#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Phenotype", "children"),
    linked_through("bionty.ArtifactPhenotype", "phenotype", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "phenotypes")),
};

constinit const Declaration phenotype{
    .module = "bionty",
    .name = "Phenotype",
    .doc =
        "An observable trait, named by the phenotype ontologies of humans, mammals and zebrafish or by PATO.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
