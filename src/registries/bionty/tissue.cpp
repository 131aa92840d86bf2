#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Tissue", "children"),
    linked_through("bionty.ArtifactTissue", "tissue", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "tissues")),
};

constinit const Declaration tissue =
    term_registry("Tissue", "A tissue or organ, named by Uberon.", links, "created_by run source space");

}  // namespace lamin::registries::bionty
