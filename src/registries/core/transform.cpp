#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr std::string_view transform_types[] = {"pipeline", "notebook", "upload",
                                                "script",   "function", "linker"};

constexpr FieldRow fields[] = {
    key(),
    random_uid(16),
    text("key", 255, optional | indexed, "A path-like name, such as \"analysis/qc.py\"."),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
    text("type", 20, indexed, "What kind of code it is.").defaults_to("pipeline").one_of(transform_types),
    long_text("source_code", optional, "The code of a script or notebook, with outputs removed."),
    text("hash", 22, optional | unique, "Identifies the content."),
    text("reference", 255, optional | indexed, "Where more about it stands: an accession, a name, a link."),
    text("reference_type", 25, optional | indexed, "What kind of thing the reference is, such as \"url\"."),
    time_of_insert("created_at", "When the record was created."),
    time_of_insert("updated_at", "When the record was updated."),
    belongs_to("created_by", "lamindb.User", plain, "Who created the record.")
        .given_by(Source::current_user)
        .seen_as("created_transforms"),
    belongs_to("_template", "lamindb.Transform", optional, "The transform this one was derived from.")
        .seen_as("_derived_from"),
};

constexpr LinkRow links[] = {
    linked_through("lamindb.TransformULabel", "transform", "ulabel",
                   linked_to("ulabels", "lamindb.ULabel", "transforms")),
    linked_to("predecessors", "lamindb.Transform", "successors"),
};

constinit const Declaration transform{
    .module = "lamindb",
    .name = "Transform",
    .doc =
        "A piece of code or a manual step that turns inputs into outputs: script, notebook, pipeline, "
        "function.",
    .mixins = versioned | record,
    .name_field = "key",
    .fields = fields,
    .links = links,
    .relation_order = "space created_by _template",
    .postgres_relation_order = "_template space created_by",
};

}  // namespace lamin::registries::core
