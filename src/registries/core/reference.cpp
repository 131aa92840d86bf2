#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    belongs_to("type", "lamindb.Reference", optional, "The record of which this one is a kind.")
        .seen_as("records"),
    boolean("is_type", optional | indexed, "Whether other records may have this one as their type.")
        .defaults_to(false),
    text("abbr", 32, optional | indexed, "A short form of the name."),
    url("url", 200, optional, "A page about it."),
    big_integer("pubmed_id", optional | indexed, "The id in PubMed."),
    text("doi", 255, optional | indexed, "The digital object identifier."),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
    long_text("text", optional, "The abstract or the full text."),
    date("date", optional, "When it was published."),
};

constexpr LinkRow links[] = {
    linked_to("authors", "lamindb.Person", "references"),
    linked_through("lamindb.ArtifactReference", "reference", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "references")),
    linked_through("lamindb.TransformReference", "reference", "transform",
                   linked_to("transforms", "lamindb.Transform", "references")),
    linked_through("lamindb.CollectionReference", "reference", "collection",
                   linked_to("collections", "lamindb.Collection", "references")),
};

constinit const Declaration reference{
    .module = "lamindb",
    .name = "Reference",
    .doc = "A paper, document or other work to cite.",
    .mixins = record | tracks_run | tracks_updates | can_curate | validates_fields,
    .fields = fields,
    .links = links,
    .relation_order = "run space created_by type",
    .postgres_relation_order = "type run space created_by",
    // Two columns stand in another order than the model has them.
    .plain_order =
        "_branch_code _aux created_at updated_at id uid name abbr is_type url pubmed_id doi description text "
        "date",
};

}  // namespace lamin::registries::core
