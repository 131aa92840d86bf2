#include "registries/core/core.hpp"

namespace lamin::registries::core {

using Kind = schema::Constraint::Kind;

constexpr FieldRow fields[] = {
    belongs_to("param", "lamindb.Param", plain, "What the value means.").seen_as("values").cascades(),
    json("value", plain, "The value; times as ISO text."),
    time_of_insert("created_at", "When the record was created."),
    created_by(),
    text("hash", 22, optional | indexed, "Of values that are lists or objects; none for simple values."),
};

constexpr ConstraintRow constraints[] = {
    {Kind::named_unique_index, "unique_simple_param_value", "param_id value", "\"hash\" IS NULL"},
    {Kind::named_unique_index, "unique_complex_param_value", "param_id hash", "\"hash\" IS NOT NULL"},
};

constinit const Declaration param_value{
    .module = "lamindb",
    .name = "ParamValue",
    .doc = "A value of a parameter.",
    .mixins = record,
    .name_field = "value",
    .fields = fields,
    .constraints = constraints,
    .relation_order = "param space created_by",
};

}  // namespace lamin::registries::core
