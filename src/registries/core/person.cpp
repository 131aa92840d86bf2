#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(8),
    text("name", 255, required | indexed, "What people call it."),
    email("email", 254, optional, "An e-mail address."),
    boolean("external", indexed, "Whether the person is outside the organization.").defaults_to(true),
};

constinit const Declaration person{
    .module = "lamindb",
    .name = "Person",
    .doc = "A person, with or without an account.",
    .mixins = record | tracks_run | tracks_updates | can_curate | validates_fields,
    .fields = fields,
    .relation_order = "run space created_by",
};

}  // namespace lamin::registries::core
