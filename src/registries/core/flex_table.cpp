#include "registries/core/core.hpp"

namespace lamin::registries::core {

using Kind = schema::Constraint::Kind;

constexpr FieldRow fields[] = {
    random_uid(12),
    text("name", 255, required, "What people call it."),
    belongs_to("schema", "lamindb.Schema", optional, "The columns that the table has.")
        .seen_as("_tidytables")
        .removed_by(OnDelete::set_null),
    belongs_to("type", "lamindb.FlexTable", optional, "The record of which this one is a kind.")
        .seen_as("records"),
    boolean("is_type", optional | indexed, "Whether other records may have this one as their type.")
        .defaults_to(false),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
};

constexpr LinkRow links[] = {
    linked_to("projects", "lamindb.Project", "_tidytables"),
    linked_to("ulabels", "lamindb.ULabel", "_tidytables"),
};

constexpr ConstraintRow constraints[] = {
    {Kind::named_index, "lamindb_fle_uid_e6f216_idx", "uid", ""},
    {Kind::named_index, "lamindb_fle_name_568594_idx", "name", ""},
};

constinit const Declaration flex_table{
    .module = "lamindb",
    .name = "FlexTable",
    .doc = "A table whose columns are features or parameters, kept inside the database.",
    .mixins = record | tracks_run | tracks_updates,
    .fields = fields,
    .links = links,
    .constraints = constraints,
    .relation_order = "type run schema space created_by",
};

}  // namespace lamin::registries::core
