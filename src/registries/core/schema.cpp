#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(20),
    text("name", 150, optional | indexed, "What people call it."),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
    integer("n", plain, "Number of features; -1 if they are not listed."),
    text("dtype", 64, optional,
         "The type of the values, such as \"float\", \"cat[ULabel]\" or \"bionty.CellType\"."),
    text("itype", 120, optional | indexed,
         "The registry that the members come from, such as \"Feature\" or \"bionty.Gene\"."),
    belongs_to("type", "lamindb.Schema", optional, "The record of which this one is a kind.")
        .seen_as("records"),
    boolean("is_type", optional | indexed, "Whether other records may have this one as their type.")
        .defaults_to(false),
    text("otype", 64, optional | indexed, "The kind of object, such as \"DataFrame\" or \"AnnData\"."),
    text("hash", 22, optional | indexed, "Identifies the content."),
    boolean("minimal_set", indexed, "Whether all members must be present.").defaults_to(true),
    boolean("ordered_set", indexed, "Whether the order of members counts.").defaults_to(false),
    boolean("maximal_set", indexed, "Whether nothing but the members may be present.").defaults_to(false),
    json_or_null("_curation", "Reserved."),
    belongs_to("validated_by", "lamindb.Schema", optional, "The schema this one was checked against.")
        .seen_as("validated_schemas"),
    belongs_to("composite", "lamindb.Schema", optional, "Superseded by components.").unseen(),
    text("slot", 100, optional | indexed, "Superseded by the slots of components."),
};

constexpr LinkRow links[] = {
    linked_through("lamindb.SchemaComponent", "composite", "component",
                   linked_to("components", "lamindb.Schema", "composites")),
};

constinit const Declaration schema{
    .module = "lamindb",
    .name = "Schema",
    .doc = "A set of features that a dataset has, or must have.",
    .mixins = record | tracks_run | can_curate,
    .name_field = "name",
    .fields = fields,
    .links = links,
    .relation_order = "run space created_by composite type validated_by",
    .postgres_relation_order = "composite run type validated_by space created_by",
};

}  // namespace lamin::registries::core
