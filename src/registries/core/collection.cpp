#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(20),
    text("key", 255, required | indexed, "A path-like name; versions share it."),
    long_text("description", optional | indexed, "What it is, in a sentence."),
    text("hash", 22, optional | unique, "Identifies the content."),
    text("reference", 255, optional | indexed, "Where more about it stands: an accession, a name, a link."),
    text("reference_type", 25, optional | indexed, "What kind of thing the reference is, such as \"url\"."),
    belongs_to("run", "lamindb.Run", optional, "The run that made the collection.")
        .seen_as("output_collections"),
    belongs_to_one("meta_artifact", "lamindb.Artifact", optional | unique, "A table about the members.")
        .seen_as("_meta_of_collection"),
};

constexpr LinkRow links[] = {
    linked_through("lamindb.CollectionULabel", "collection", "ulabel",
                   linked_to("ulabels", "lamindb.ULabel", "collections")),
    linked_to("input_of_runs", "lamindb.Run", "input_collections"),
    in_table("lamindb_collection__previous_runs",
             linked_to("_subsequent_runs", "lamindb.Run", "_recreated_collections")),
    linked_through("lamindb.CollectionArtifact", "collection", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "collections")),
    linked_to("_actions", "lamindb.Artifact", ""),
};

constinit const Declaration collection{
    .module = "lamindb",
    .name = "Collection",
    .doc = "A versioned set of artifacts.",
    .mixins = versioned | record | tracks_run | tracks_updates,
    .name_field = "key",
    .fields = fields,
    .links = links,
    .relation_order = "meta_artifact run space created_by",
};

}  // namespace lamin::registries::core
