#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.DevelopmentalStage", "children"),
    linked_through("bionty.ArtifactDevelopmentalStage", "developmentalstage", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "developmental_stages")),
};

constinit const Declaration developmental_stage{
    .module = "bionty",
    .name = "DevelopmentalStage",
    .doc = "A stage of the life of an organism, named by HsapDv or MmusDv.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
