#include "registries/core/core.hpp"

namespace lamin::registries::core {

using Kind = schema::Constraint::Kind;

constexpr FieldRow fields[] = {
    belongs_to("run", "lamindb.Run", plain, "The run that the cell belongs to.")
        .seen_as("_rundata")
        .cascades(),
};

constexpr ConstraintRow constraints[] = {
    {Kind::named_check, "run_data_feature_param_mutex", "", feature_or_param},
    {Kind::named_unique, "run_data_unique", "run_id row feature_id param_id", ""},
    {Kind::named_index, "lamindb_run_run_id_c02e71_idx", "run_id row", ""},
    {Kind::named_index, "lamindb_run_feature_a37229_idx", "feature_id", ""},
    {Kind::named_index, "lamindb_run_param_i_cee058_idx", "param_id", ""},
};

constinit const Declaration run_data{
    .module = "lamindb",
    .name = "RunData",
    .doc = "A cell of the table of results of a run.",
    .mixins = data_row,
    .fields = fields,
    .constraints = constraints,
    .relation_order =
        "feature param run value_artifact value_collection value_person value_project space value_ulabel",
};

}  // namespace lamin::registries::core
