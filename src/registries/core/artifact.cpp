#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(20),
    text("key", 255, optional | indexed, "A path-like name inside the storage."),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
    belongs_to("storage", "lamindb.Storage", plain, "The place of the bytes.").seen_as("artifacts"),
    text("suffix", 30, required | indexed, "The suffix of the path, such as \".parquet\"."),
    text("kind", 20, optional | indexed, "\"dataset\" or \"model\", if known."),
    text("otype", 64, optional | indexed, "The kind of object, such as \"DataFrame\" or \"AnnData\"."),
    big_integer("size", optional | indexed, "Size in bytes."),
    text("hash", 22, optional | unique, "Identifies the content."),
    big_integer("n_files", optional | indexed, "Number of files of a folder."),
    big_integer("n_observations", optional | indexed, "Number of observations: rows, cells."),
    text("_hash_type", 30, optional | indexed, "How the hash was made, such as \"md5\" or \"sha1-fl\"."),
    belongs_to("run", "lamindb.Run", optional, "The run that made the artifact.").seen_as("output_artifacts"),
    belongs_to("schema", "lamindb.Schema", optional, "The schema the dataset was checked against.")
        .seen_as("validated_artifacts"),
    boolean("_key_is_virtual", required, "Whether the bytes lie under the uid and the key is only a name."),
    belongs_to("created_by", "lamindb.User", plain, "Who created the record.")
        .given_by(Source::current_user)
        .seen_as("created_artifacts"),
    boolean("_overwrite_versions", required, "Whether all versions share one place."),
};

constexpr LinkRow links[] = {
    linked_through("lamindb.ArtifactULabel", "artifact", "ulabel",
                   linked_to("ulabels", "lamindb.ULabel", "artifacts")),
    linked_to("input_of_runs", "lamindb.Run", "input_artifacts"),
    in_table("lamindb_artifact__previous_runs",
             linked_to("_subsequent_runs", "lamindb.Run", "_recreated_artifacts")),
    linked_through("lamindb.ArtifactSchema", "artifact", "schema",
                   linked_to("feature_sets", "lamindb.Schema", "artifacts")),
    linked_through("lamindb.ArtifactFeatureValue", "artifact", "featurevalue",
                   linked_to("_feature_values", "lamindb.FeatureValue", "artifacts")),
    linked_through("lamindb.ArtifactParamValue", "artifact", "paramvalue",
                   linked_to("_param_values", "lamindb.ParamValue", "artifacts")),
    linked_to("_actions", "lamindb.Artifact", "_action_targets"),
};

constinit const Declaration artifact{
    .module = "lamindb",
    .name = "Artifact",
    .doc = "A dataset, model or other object stored as a file, a folder or an array store.",
    .mixins = versioned | record | tracks_run | tracks_updates,
    .fields = fields,
    .links = links,
    .relation_order = "run schema space storage created_by",
};

}  // namespace lamin::registries::core
