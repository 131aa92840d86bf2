#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Disease", "children"),
    linked_through("bionty.ArtifactDisease", "disease", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "diseases")),
};

constinit const Declaration disease =
    term_registry("Disease", "A disease, named by Mondo or the Human Disease Ontology.", links);

}  // namespace lamin::registries::bionty
