#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Pathway", "children"),
    linked_to("genes", "bionty.Gene", "pathways"),
    linked_through("bionty.SchemaPathway", "pathway", "schema",
                   linked_to("schemas", "lamindb.Schema", "pathways")),
    linked_through("bionty.ArtifactPathway", "pathway", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "pathways")),
};

constinit const Declaration pathway = term_registry(
    "Pathway", "A pathway or biological process, named by the Gene or Pathway Ontology.", links);

}  // namespace lamin::registries::bionty
