#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.Phenotype", "children"),
    linked_through("bionty.ArtifactPhenotype", "phenotype", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "phenotypes")),
};

constinit const Declaration phenotype = term_registry(
    "Phenotype",
    "An observable trait, named by the phenotype ontologies of humans, mammals and zebrafish or by PATO.",
    links);

}  // namespace lamin::registries::bionty
