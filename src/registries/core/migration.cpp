#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(FieldType::big_auto),
    text("app", 255, plain, "The module."),
    text("name", 255, plain, "The file of the migration, without its ending."),
    timestamp("applied", plain, "When it was applied to this database."),
};

constinit const Declaration migration{
    .module = "lamindb",
    .name = "Migration",
    .doc = "A change of the tables that this database has been through.",
    .fields = fields,
};

}  // namespace lamin::registries::core
