#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.CellType", "children"),
    linked_through("bionty.ArtifactCellType", "celltype", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "cell_types")),
};

constinit const Declaration cell_type{
    .module = "bionty",
    .name = "CellType",
    .doc = "A type of cell, named by the Cell Ontology.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
