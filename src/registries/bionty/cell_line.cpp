#include "registries/bionty/bionty.hpp"
#include "registries/bionty/term_fields.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.CellLine", "children"),
    linked_through("bionty.ArtifactCellLine", "cellline", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "cell_lines")),
};

constinit const Declaration cell_line{
    .module = "bionty",
    .name = "CellLine",
    .doc = "A line of cultured cells, named by the Cell Line Ontology.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "ontology_id",
    .fields = term_fields,
    .links = links,
    .unique_together = {"name ontology_id"},
    .relation_order = "created_by run space source",
};

}  // namespace lamin::registries::bionty
