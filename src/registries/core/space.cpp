#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(FieldType::small_auto),
    text("name", 100, indexed, "The name of the space."),
    uid(12, Source::constant).defaults_in_database_to("00000000"),
    text("description", 255, optional, "What it is, in a sentence."),
    time_of_insert("created_at", "When the record was created."),
    belongs_to("created_by", "lamindb.User", optional, "Who created the record.").unseen().cascades(),
};

constinit const Declaration space{
    .module = "lamindb",
    .name = "Space",
    .doc = "A set of records that the same people may see.",
    .fields = fields,
    .relation_order = "created_by",
};

}  // namespace lamin::registries::core
