#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr FieldRow fields[] = {
    key(),
    hashed_uid(8),
    text("entity", 256, required | indexed, "The registry it is about, such as \"bionty.CellType\"."),
    text("organism", 64, required | indexed, "The organism it is about; \"all\" if several."),
    text("name", 64, required | indexed, "The short name of the ontology, such as \"cl\"."),
    text("version", 64, required | indexed, "The version of the ontology."),
    boolean("in_db", indexed, "Whether all of its terms are in this database.").defaults_to(false),
    boolean("currently_used", indexed, "Whether look-ups use it by default.").defaults_to(false),
    long_text("description", required | indexed, "The full name of the ontology."),
    long_text("url", optional, "Where the file is."),
    long_text("md5", optional, "MD5 of the file."),
    long_text("source_website", optional, "The home page."),
    belongs_to("dataframe_artifact", "lamindb.Artifact", optional, "The terms as a table.")
        .seen_as("_source_dataframe_of"),
};

constexpr LinkRow links[] = {
    linked_to("artifacts", "lamindb.Artifact", "_source_artifact_of"),
};

constinit const Declaration source{
    .module = "bionty",
    .name = "Source",
    .doc = "A version of a public ontology or of an in-house one.",
    .mixins = record | tracks_run | tracks_updates,
    .fields = fields,
    .links = links,
    .unique_together = {"entity name organism version"},
    .relation_order = "created_by dataframe_artifact run space",
};

}  // namespace lamin::registries::bionty
