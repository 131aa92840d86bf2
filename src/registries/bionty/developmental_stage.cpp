#include "registries/bionty/bionty.hpp"
#include "registries/bionty/terms.hpp"

namespace lamin::registries::bionty {

constexpr LinkRow links[] = {
    linked_to("parents", "bionty.DevelopmentalStage", "children"),
    linked_through("bionty.ArtifactDevelopmentalStage", "developmentalstage", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "developmental_stages")),
};

constinit const Declaration developmental_stage = term_registry(
    "DevelopmentalStage", "A stage of the life of an organism, named by HsapDv or MmusDv.", links);

}  // namespace lamin::registries::bionty
