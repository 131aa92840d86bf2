#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Pathway", "children"),
    linked_to("genes", "bionty.Gene", "pathways"),
    linked_through("bionty.SchemaPathway", "pathway", "schema",
                   linked_to("schemas", "lamindb.Schema", "pathways")),
    linked_through("bionty.ArtifactPathway", "pathway", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "pathways")),
};

constinit const Declaration pathway{
    .module = "bionty",
    .name = "Pathway",
    .doc = "A pathway or biological process, named by the Gene or Pathway Ontology.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
