#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(8),
    text("name", 150, required | indexed, "What people call it."),
    belongs_to("type", "lamindb.ULabel", optional, "The record of which this one is a kind.")
        .seen_as("records"),
    boolean("is_type", optional | indexed, "Whether other records may have this one as their type.")
        .defaults_to(false),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
    text("reference", 255, optional | indexed, "Where more about it stands: an accession, a name, a link."),
    text("reference_type", 25, optional | indexed, "What kind of thing the reference is, such as \"url\"."),
};

constexpr LinkRow links[] = {
    linked_to("parents", "lamindb.ULabel", "children"),
};

constinit const Declaration ulabel{
    .module = "lamindb",
    .name = "ULabel",
    .doc = "A universal label: annotates records of any kind and may have parents.",
    .mixins = record | tracks_run | tracks_updates | has_parents | can_curate,
    .name_field = "name",
    .fields = fields,
    .links = links,
    .relation_order = "run space type created_by",
};

}  // namespace lamin::registries::core
