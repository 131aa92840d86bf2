#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(),
    random_uid(12),
    text("root", 255, required | unique, "The folder or bucket, without a slash at the end."),
    text("description", 255, optional | indexed, "What it is, in a sentence."),
    text("type", 30, required | indexed, "\"local\", \"s3\", \"gs\", \"hf\", \"http\" or \"https\"."),
    text("region", 64, optional | indexed, "The region of the cloud provider."),
    text("instance_uid", 12, optional | indexed, "The instance that manages the storage."),
};

constinit const Declaration storage{
    .module = "lamindb",
    .name = "Storage",
    .doc = "A place that holds bytes: a local folder or a bucket.",
    .mixins = record | tracks_run | tracks_updates,
    .name_field = "root",
    .fields = fields,
    .relation_order = "run space created_by",
};

}  // namespace lamin::registries::core
