#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.CellLine", "children"),
    linked_through("bionty.ArtifactCellLine", "cellline", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "cell_lines")),
};

constinit const Declaration cell_line =
    term_registry("CellLine", "A line of cultured cells, named by the Cell Line Ontology.", links);

}  // namespace lamin::registries::bionty
