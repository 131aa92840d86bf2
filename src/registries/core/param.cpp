#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    text("name", 100, required | indexed, "What people call it."),
    text("dtype", 255, optional | indexed,
         "The type of the values, such as \"float\", \"cat[ULabel]\" or \"bionty.CellType\"."),
    belongs_to("type", "lamindb.Param", optional, "The record of which this one is a kind.")
        .seen_as("records"),
    boolean("is_type", optional | indexed, "Whether other records may have this one as their type.")
        .defaults_to(false),
    boolean("_expect_many", plain, "Whether one dataset usually has many values of it.")
        .defaults_in_database_to(false),
};

constexpr LinkRow links[] = {
    linked_through("lamindb.SchemaParam", "param", "schema",
                   linked_to("schemas", "lamindb.Schema", "params")),
};

constinit const Declaration param{
    .module = "lamindb",
    .name = "Param",
    .doc = "A parameter of runs or models: what a value in a ParamValue means.",
    .mixins = record | tracks_run | tracks_updates | can_curate,
    .name_field = "name",
    .fields = fields,
    .links = links,
    .relation_order = "run space created_by type",
    .postgres_relation_order = "type run space created_by",
};

}  // namespace lamin::registries::core
