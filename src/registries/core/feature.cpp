#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 150, required | unique, "What people call it."),
    text("dtype", 255, optional | indexed,
         "The type of the values, such as \"float\", \"cat[ULabel]\" or \"bionty.CellType\"."),
    belongs_to("type", "lamindb.Feature", optional, "The record of which this one is a kind.")
        .seen_as("records"),
    boolean("is_type", optional | indexed, "Whether other records may have this one as their type.")
        .defaults_to(false),
    text("unit", 30, optional | indexed, "The unit of the values, such as \"m\" or \"mg/l\"."),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
    small_integer("array_rank", indexed, "Number of dimensions of an array value; 0 for a scalar.")
        .defaults_to(0),
    integer("array_size", indexed, "Number of elements of an array value.").defaults_to(0),
    json_or_null("array_shape", "Shape of an array value."),
    text("proxy_dtype", 255, optional, "The type of the values that stand in for the type in storage."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    boolean("_expect_many", plain, "Whether one dataset usually has many values of it.")
        .defaults_in_database_to(true),
    json_or_null("_curation", "Reserved."),
};

constexpr LinkRow links[] = {
    linked_through("lamindb.SchemaFeature", "feature", "schema",
                   linked_to("schemas", "lamindb.Schema", "features")),
};

constinit const Declaration feature{
    .module = "lamindb",
    .name = "Feature",
    .doc = "A dimension of measurement: what the values in a column mean and which type they have.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .name_field = "name",
    .fields = fields,
    .links = links,
    .relation_order = "run space created_by type",
    .postgres_relation_order = "type run space created_by",
};

}  // namespace lamin::registries::core
