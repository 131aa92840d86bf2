#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.CellType", "children"),
    linked_through("bionty.ArtifactCellType", "celltype", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "cell_types")),
};

constinit const Declaration cell_type =
    term_registry("CellType", "A type of cell, named by the Cell Ontology.", links);

}  // namespace lamin::registries::bionty
