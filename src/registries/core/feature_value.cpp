#include "registries/core/core.hpp"

namespace lamin::registries::core {

using Kind = schema::Constraint::Kind;

constexpr FieldRow fields[] = {
    belongs_to("feature", "lamindb.Feature", optional, "What the value means.").seen_as("values").cascades(),
    json("value", plain, "The value; times as ISO text."),
    text("hash", 22, optional | indexed, "Of values that are lists or objects; none for simple values."),
};

constexpr ConstraintRow constraints[] = {
    {Kind::named_unique_index, "unique_simple_feature_value", "feature_id value", "\"hash\" IS NULL"},
    {Kind::named_unique_index, "unique_complex_feature_value", "feature_id hash", "\"hash\" IS NOT NULL"},
};

constinit const Declaration feature_value{
    .module = "lamindb",
    .name = "FeatureValue",
    .doc = "A value of a feature that is not a record of a registry, such as a number or a date.",
    .mixins = record | tracks_run,
    .name_field = "value",
    .fields = fields,
    .constraints = constraints,
    .relation_order = "feature run space created_by",
};

}  // namespace lamin::registries::core
