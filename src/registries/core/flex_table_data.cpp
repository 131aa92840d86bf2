#include "registries/core/core.hpp"

namespace lamin::registries::core {

using Kind = schema::Constraint::Kind;

constexpr FieldRow fields[] = {
    belongs_to("tidytable", "lamindb.FlexTable", plain, "The table of the cell.").seen_as("data").cascades(),
};

constexpr ConstraintRow constraints[] = {
    {Kind::named_check, "tidy_table_data_feature_param_mutex", "", feature_or_param},
    {Kind::named_unique, "tidy_table_data_unique", "tidytable_id row feature_id param_id", ""},
    {Kind::named_index, "lamindb_fle_tidytab_1674c1_idx", "tidytable_id row", ""},
    {Kind::named_index, "lamindb_fle_feature_830e49_idx", "feature_id", ""},
    {Kind::named_index, "lamindb_fle_param_i_4149cb_idx", "param_id", ""},
};

constinit const Declaration flex_table_data{
    .module = "lamindb",
    .name = "FlexTableData",
    .doc = "A cell of a flexible table.",
    .mixins = data_row,
    .fields = fields,
    .constraints = constraints,
    .relation_order =
        "feature tidytable value_artifact value_collection param value_person value_project space "
        "value_ulabel",
};

}  // namespace lamin::registries::core
