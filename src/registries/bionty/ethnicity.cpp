#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Ethnicity", "children"),
    linked_through("bionty.ArtifactEthnicity", "ethnicity", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "ethnicities")),
};

constinit const Declaration ethnicity =
    term_registry("Ethnicity", "An ancestry, named by the Human Ancestry Ontology.", links);

}  // namespace lamin::registries::bionty
