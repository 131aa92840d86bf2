#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed, "What people call it."),
    belongs_to("type", "lamindb.Project", optional, "The record of which this one is a kind.")
        .seen_as("records"),
    boolean("is_type", optional | indexed, "Whether other records may have this one as their type.")
        .defaults_to(false),
    text("abbr", 32, optional | indexed, "A short form of the name."),
    url("url", 255, optional, "A page about it."),
    date("start_date", optional, "When it began."),
    date("end_date", optional, "When it ended."),
    small_integer("_status_code", indexed, "Reserved.").defaults_to(0),
};

constexpr LinkRow links[] = {
    linked_to("parents", "lamindb.Project", "children"),
    linked_to("predecessors", "lamindb.Project", "successors"),
    linked_through("lamindb.PersonProject", "project", "person",
                   linked_to("people", "lamindb.Person", "projects")),
    linked_through("lamindb.ArtifactProject", "project", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "projects")),
    linked_through("lamindb.TransformProject", "project", "transform",
                   linked_to("transforms", "lamindb.Transform", "projects")),
    linked_through("lamindb.RunProject", "project", "run", linked_to("runs", "lamindb.Run", "projects")),
    linked_through("lamindb.ULabelProject", "project", "ulabel",
                   linked_to("ulabels", "lamindb.ULabel", "projects")),
    linked_through("lamindb.FeatureProject", "project", "feature",
                   linked_to("features", "lamindb.Feature", "projects")),
    linked_through("lamindb.SchemaProject", "project", "schema",
                   linked_to("schemas", "lamindb.Schema", "projects")),
    linked_through("lamindb.CollectionProject", "project", "collection",
                   linked_to("collections", "lamindb.Collection", "projects")),
    linked_to("references", "lamindb.Reference", "projects"),
};

constinit const Declaration project{
    .module = "lamindb",
    .name = "Project",
    .doc = "A project with people and dates, to which records of all kinds can belong.",
    .mixins = record | tracks_run | tracks_updates | can_curate | validates_fields,
    .fields = fields,
    .links = links,
    .relation_order = "run space created_by type",
    .postgres_relation_order = "type run space created_by",
};

}  // namespace lamin::registries::core
