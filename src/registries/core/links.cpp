// Link registries: a row links two records and may say more about the link.
#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr auto run_param_value_fields =
    signed_link_rows({"run", "lamindb.Run", ""}, {"paramvalue", "lamindb.ParamValue", ""});
constinit const Declaration run_param_value =
    link_registry("lamindb", "RunParamValue", "A parameter value of a run.", link, run_param_value_fields,
                  "run_id paramvalue_id", "paramvalue run created_by");

constexpr auto schema_feature_fields =
    link_rows({"schema", "lamindb.Schema", "links_feature"}, {"feature", "lamindb.Feature", "links_schema"});
constinit const Declaration schema_feature =
    link_registry("lamindb", "SchemaFeature", "A feature of a schema; links in ascending id give the order.",
                  link, schema_feature_fields, "schema_id feature_id", "feature schema");

constexpr auto schema_param_fields =
    link_rows({"schema", "lamindb.Schema", ""}, {"param", "lamindb.Param", ""});
constinit const Declaration schema_param =
    link_registry("lamindb", "SchemaParam", "A parameter of a schema.", link, schema_param_fields,
                  "schema_id param_id", "param schema");

constexpr FieldRow artifact_schema_fields[] = {
    key(FieldType::big_auto),
    belongs_to("artifact", "lamindb.Artifact", plain).seen_as("_links_schema").cascades(),
    belongs_to("schema", "lamindb.Schema", plain).seen_as("_links_artifact"),
    text("slot", 255, optional, "The part of the dataset, such as \"obs\" or \"var\"."),
    boolean("feature_ref_is_semantic", optional, "Reserved."),
};
constinit const Declaration artifact_schema{
    .module = "lamindb",
    .name = "ArtifactSchema",
    .doc = "The schema of a part of an artifact.",
    .mixins = tracks_run | link,
    .fields = artifact_schema_fields,
    .unique_together = {"artifact_id schema_id", "artifact_id slot"},
    .relation_order = "artifact run schema created_by",
};

constexpr FieldRow schema_component_fields[] = {
    key(FieldType::big_auto),
    belongs_to("composite", "lamindb.Schema", plain).seen_as("links_composite").cascades(),
    belongs_to("component", "lamindb.Schema", plain).seen_as("links_component"),
    text("slot", 255, optional, "The part of the dataset, such as \"obs\" or \"var\"."),
};
constinit const Declaration schema_component{
    .module = "lamindb",
    .name = "SchemaComponent",
    .doc = "A part of a composite schema.",
    .mixins = tracks_run | link,
    .fields = schema_component_fields,
    .unique_together = {"composite_id component_id", "composite_id slot"},
    .relation_order = "component composite run created_by",
};

constexpr auto artifact_ulabel_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_ulabel"},
                    {"ulabel", "lamindb.ULabel", "links_artifact"}, "links_artifactulabel");
constinit const Declaration artifact_ulabel = link_registry(
    "lamindb", "ArtifactULabel", "A label of an artifact.", tracks_run | link, artifact_ulabel_fields,
    "artifact_id ulabel_id feature_id", "artifact feature run ulabel created_by");

constexpr auto transform_ulabel_fields = link_rows({"transform", "lamindb.Transform", "links_ulabel"},
                                                   {"ulabel", "lamindb.ULabel", "links_transform"});
constinit const Declaration transform_ulabel =
    link_registry("lamindb", "TransformULabel", "A label of a transform.", tracks_run | link,
                  transform_ulabel_fields, "transform_id ulabel_id", "run transform ulabel created_by");

constexpr auto run_ulabel_fields =
    signed_link_rows({"run", "lamindb.Run", "links_ulabel"}, {"ulabel", "lamindb.ULabel", "links_run"});
constinit const Declaration run_ulabel =
    link_registry("lamindb", "RunULabel", "A label of a run.", link, run_ulabel_fields, "run_id ulabel_id",
                  "run ulabel created_by");

constexpr auto collection_ulabel_fields =
    label_link_rows({"collection", "lamindb.Collection", "links_ulabel"},
                    {"ulabel", "lamindb.ULabel", "links_collection"}, "links_collectionulabel");
constinit const Declaration collection_ulabel = link_registry(
    "lamindb", "CollectionULabel", "A label of a collection.", tracks_run | link, collection_ulabel_fields,
    "collection_id ulabel_id", "collection feature run ulabel created_by");

constexpr auto artifact_feature_value_fields =
    link_rows({"artifact", "lamindb.Artifact", ""}, {"featurevalue", "lamindb.FeatureValue", ""});
constinit const Declaration artifact_feature_value = link_registry(
    "lamindb", "ArtifactFeatureValue", "A feature value of an artifact.", tracks_run | link,
    artifact_feature_value_fields, "artifact_id featurevalue_id", "artifact featurevalue run created_by");

constexpr auto artifact_param_value_fields =
    link_rows({"artifact", "lamindb.Artifact", ""}, {"paramvalue", "lamindb.ParamValue", ""});
constinit const Declaration artifact_param_value = link_registry(
    "lamindb", "ArtifactParamValue", "A parameter value of an artifact.", tracks_run | link,
    artifact_param_value_fields, "artifact_id paramvalue_id", "artifact paramvalue run created_by");

constexpr auto collection_artifact_fields = link_rows({"collection", "lamindb.Collection", "links_artifact"},
                                                      {"artifact", "lamindb.Artifact", "links_collection"});
constinit const Declaration collection_artifact = link_registry(
    "lamindb", "CollectionArtifact", "A member of a collection; links in ascending id give the order.",
    tracks_run | link, collection_artifact_fields, "collection_id artifact_id",
    "artifact collection run created_by");

constexpr auto artifact_project_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_project"},
                    {"project", "lamindb.Project", "links_artifact"}, "links_artifactproject");
constinit const Declaration artifact_project = link_registry(
    "lamindb", "ArtifactProject", "The project of an artifact.", tracks_run | link, artifact_project_fields,
    "artifact_id project_id feature_id", "artifact feature project run created_by");

constexpr auto run_project_fields =
    signed_link_rows({"run", "lamindb.Run", "links_project"}, {"project", "lamindb.Project", "links_run"});
constinit const Declaration run_project =
    link_registry("lamindb", "RunProject", "The project of a run.", link, run_project_fields,
                  "run_id project_id", "project run created_by");

constexpr auto transform_project_fields = link_rows({"transform", "lamindb.Transform", "links_project"},
                                                    {"project", "lamindb.Project", "links_transform"});
constinit const Declaration transform_project =
    link_registry("lamindb", "TransformProject", "The project of a transform.", tracks_run | link,
                  transform_project_fields, "transform_id project_id", "project run transform created_by");

constexpr auto collection_project_fields = link_rows({"collection", "lamindb.Collection", "links_project"},
                                                     {"project", "lamindb.Project", "links_collection"});
constinit const Declaration collection_project =
    link_registry("lamindb", "CollectionProject", "The project of a collection.", tracks_run | link,
                  collection_project_fields, "collection_id project_id", "collection project run created_by");

constexpr auto ulabel_project_fields =
    link_rows({"ulabel", "lamindb.ULabel", "links_project"}, {"project", "lamindb.Project", "links_ulabel"});
constinit const Declaration ulabel_project =
    link_registry("lamindb", "ULabelProject", "The project of a label.", tracks_run | link,
                  ulabel_project_fields, "ulabel_id project_id", "project run ulabel created_by");

constexpr FieldRow person_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("person", "lamindb.Person", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_person"),
    text("role", 255, optional, "What the person does in the project."),
};
constinit const Declaration person_project{
    .module = "lamindb",
    .name = "PersonProject",
    .doc = "A person in a project.",
    .mixins = tracks_run | link,
    .fields = person_project_fields,
    .unique_together = {"person_id project_id"},
    .relation_order = "person project run created_by",
};

constexpr auto feature_project_fields = link_rows({"feature", "lamindb.Feature", "links_project"},
                                                  {"project", "lamindb.Project", "links_feature"});
constinit const Declaration feature_project =
    link_registry("lamindb", "FeatureProject", "The project of a feature.", tracks_run | link,
                  feature_project_fields, "feature_id project_id", "feature project run created_by");

constexpr auto schema_project_fields =
    link_rows({"schema", "lamindb.Schema", "links_project"}, {"project", "lamindb.Project", "links_schema"});
constinit const Declaration schema_project =
    link_registry("lamindb", "SchemaProject", "The project of a schema.", tracks_run | link,
                  schema_project_fields, "schema_id project_id", "project run schema created_by");

constexpr auto artifact_reference_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_reference"},
                    {"reference", "lamindb.Reference", "links_artifact"}, "links_artifactreference");
constinit const Declaration artifact_reference =
    link_registry("lamindb", "ArtifactReference", "A reference of an artifact.", tracks_run | link,
                  artifact_reference_fields, "artifact_id reference_id feature_id",
                  "artifact feature reference run created_by");

constexpr auto transform_reference_fields = link_rows({"transform", "lamindb.Transform", "links_reference"},
                                                      {"reference", "lamindb.Reference", "links_transform"});
constinit const Declaration transform_reference = link_registry(
    "lamindb", "TransformReference", "A reference of a transform.", tracks_run | link,
    transform_reference_fields, "transform_id reference_id", "reference run transform created_by");

constexpr auto collection_reference_fields =
    link_rows({"collection", "lamindb.Collection", "links_reference"},
              {"reference", "lamindb.Reference", "links_collection"});
constinit const Declaration collection_reference = link_registry(
    "lamindb", "CollectionReference", "A reference of a collection.", tracks_run | link,
    collection_reference_fields, "collection_id reference_id", "collection reference run created_by");

}  // namespace lamin::registries::core
