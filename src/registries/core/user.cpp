#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    uid(8, Source::nothing, required),
    text("handle", 30, required | unique, "The name of the account."),
    text("name", 150, optional | indexed, "The full name."),
    time_of_insert("created_at", "When the record was created."),
    time_of_insert("updated_at", "When the record was updated."),
};

constinit const Declaration user{
    .module = "lamindb",
    .name = "User",
    .doc = "A person or account that creates records.",
    .mixins = can_curate,
    .name_field = "handle",
    .fields = fields,
};

}  // namespace lamin::registries::core
