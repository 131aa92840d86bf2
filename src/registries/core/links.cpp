// Link registries: a row links two records and may say more about the link.
#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow run_param_value_fields[] = {
    key(FieldType::big_auto),
    belongs_to("run", "lamindb.Run", plain).unseen().cascades(),
    belongs_to("paramvalue", "lamindb.ParamValue", plain).unseen(),
    time_of_insert("created_at", "When the record was created."),
    created_by(),
};
constinit const Declaration run_param_value{
    .module = "lamindb",
    .name = "RunParamValue",
    .doc = "A parameter value of a run.",
    .mixins = link,
    .fields = run_param_value_fields,
    .unique_together = {"run_id paramvalue_id"},
    .relation_order = "paramvalue run created_by",
};

constexpr FieldRow schema_feature_fields[] = {
    key(FieldType::big_auto),
    belongs_to("schema", "lamindb.Schema", plain).seen_as("links_feature").cascades(),
    belongs_to("feature", "lamindb.Feature", plain).seen_as("links_schema"),
};
constinit const Declaration schema_feature{
    .module = "lamindb",
    .name = "SchemaFeature",
    .doc = "A feature of a schema; links in ascending id give the order.",
    .mixins = link,
    .fields = schema_feature_fields,
    .unique_together = {"schema_id feature_id"},
    .relation_order = "feature schema",
};

constexpr FieldRow schema_param_fields[] = {
    key(FieldType::big_auto),
    belongs_to("schema", "lamindb.Schema", plain).unseen().cascades(),
    belongs_to("param", "lamindb.Param", plain).unseen(),
};
constinit const Declaration schema_param{
    .module = "lamindb",
    .name = "SchemaParam",
    .doc = "A parameter of a schema.",
    .mixins = link,
    .fields = schema_param_fields,
    .unique_together = {"schema_id param_id"},
    .relation_order = "param schema",
};

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

constexpr FieldRow artifact_ulabel_fields[] = {
    key(FieldType::big_auto),
    belongs_to("artifact", "lamindb.Artifact", plain).seen_as("links_ulabel").cascades(),
    belongs_to("ulabel", "lamindb.ULabel", plain).seen_as("links_artifact"),
    belongs_to("feature", "lamindb.Feature", optional,
               "The feature under which the label annotates; none if annotated without one.")
        .seen_as("links_artifactulabel"),
    boolean("label_ref_is_name", optional, "Whether the dataset refers to the label by its name field."),
    boolean("feature_ref_is_name", optional, "Whether the dataset refers to the feature by its name field."),
};
constinit const Declaration artifact_ulabel{
    .module = "lamindb",
    .name = "ArtifactULabel",
    .doc = "A label of an artifact.",
    .mixins = tracks_run | link,
    .fields = artifact_ulabel_fields,
    .unique_together = {"artifact_id ulabel_id feature_id"},
    .relation_order = "artifact feature run ulabel created_by",
};

constexpr FieldRow transform_ulabel_fields[] = {
    key(FieldType::big_auto),
    belongs_to("transform", "lamindb.Transform", plain).seen_as("links_ulabel").cascades(),
    belongs_to("ulabel", "lamindb.ULabel", plain).seen_as("links_transform"),
};
constinit const Declaration transform_ulabel{
    .module = "lamindb",
    .name = "TransformULabel",
    .doc = "A label of a transform.",
    .mixins = tracks_run | link,
    .fields = transform_ulabel_fields,
    .unique_together = {"transform_id ulabel_id"},
    .relation_order = "run transform ulabel created_by",
};

constexpr FieldRow run_ulabel_fields[] = {
    key(FieldType::big_auto),
    belongs_to("run", "lamindb.Run", plain).seen_as("links_ulabel").cascades(),
    belongs_to("ulabel", "lamindb.ULabel", plain).seen_as("links_run"),
    time_of_insert("created_at", "When the record was created."),
    created_by(),
};
constinit const Declaration run_ulabel{
    .module = "lamindb",
    .name = "RunULabel",
    .doc = "A label of a run.",
    .mixins = link,
    .fields = run_ulabel_fields,
    .unique_together = {"run_id ulabel_id"},
    .relation_order = "run ulabel created_by",
};

constexpr FieldRow collection_ulabel_fields[] = {
    key(FieldType::big_auto),
    belongs_to("collection", "lamindb.Collection", plain).seen_as("links_ulabel").cascades(),
    belongs_to("ulabel", "lamindb.ULabel", plain).seen_as("links_collection"),
    belongs_to("feature", "lamindb.Feature", optional,
               "The feature under which the label annotates; none if annotated without one.")
        .seen_as("links_collectionulabel"),
    boolean("label_ref_is_name", optional, "Whether the dataset refers to the label by its name field."),
    boolean("feature_ref_is_name", optional, "Whether the dataset refers to the feature by its name field."),
};
constinit const Declaration collection_ulabel{
    .module = "lamindb",
    .name = "CollectionULabel",
    .doc = "A label of a collection.",
    .mixins = tracks_run | link,
    .fields = collection_ulabel_fields,
    .unique_together = {"collection_id ulabel_id"},
    .relation_order = "collection feature run ulabel created_by",
};

constexpr FieldRow artifact_feature_value_fields[] = {
    key(FieldType::big_auto),
    belongs_to("artifact", "lamindb.Artifact", plain).unseen().cascades(),
    belongs_to("featurevalue", "lamindb.FeatureValue", plain).unseen(),
};
constinit const Declaration artifact_feature_value{
    .module = "lamindb",
    .name = "ArtifactFeatureValue",
    .doc = "A feature value of an artifact.",
    .mixins = tracks_run | link,
    .fields = artifact_feature_value_fields,
    .unique_together = {"artifact_id featurevalue_id"},
    .relation_order = "artifact featurevalue run created_by",
};

constexpr FieldRow artifact_param_value_fields[] = {
    key(FieldType::big_auto),
    belongs_to("artifact", "lamindb.Artifact", plain).unseen().cascades(),
    belongs_to("paramvalue", "lamindb.ParamValue", plain).unseen(),
};
constinit const Declaration artifact_param_value{
    .module = "lamindb",
    .name = "ArtifactParamValue",
    .doc = "A parameter value of an artifact.",
    .mixins = tracks_run | link,
    .fields = artifact_param_value_fields,
    .unique_together = {"artifact_id paramvalue_id"},
    .relation_order = "artifact paramvalue run created_by",
};

constexpr FieldRow collection_artifact_fields[] = {
    key(FieldType::big_auto),
    belongs_to("collection", "lamindb.Collection", plain).seen_as("links_artifact").cascades(),
    belongs_to("artifact", "lamindb.Artifact", plain).seen_as("links_collection"),
};
constinit const Declaration collection_artifact{
    .module = "lamindb",
    .name = "CollectionArtifact",
    .doc = "A member of a collection; links in ascending id give the order.",
    .mixins = tracks_run | link,
    .fields = collection_artifact_fields,
    .unique_together = {"collection_id artifact_id"},
    .relation_order = "artifact collection run created_by",
};

constexpr FieldRow artifact_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("artifact", "lamindb.Artifact", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_artifact"),
    belongs_to("feature", "lamindb.Feature", optional,
               "The feature under which the label annotates; none if annotated without one.")
        .seen_as("links_artifactproject"),
    boolean("label_ref_is_name", optional, "Whether the dataset refers to the label by its name field."),
    boolean("feature_ref_is_name", optional, "Whether the dataset refers to the feature by its name field."),
};
constinit const Declaration artifact_project{
    .module = "lamindb",
    .name = "ArtifactProject",
    .doc = "The project of an artifact.",
    .mixins = tracks_run | link,
    .fields = artifact_project_fields,
    .unique_together = {"artifact_id project_id feature_id"},
    .relation_order = "artifact feature project run created_by",
};

constexpr FieldRow run_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("run", "lamindb.Run", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_run"),
    time_of_insert("created_at", "When the record was created."),
    created_by(),
};
constinit const Declaration run_project{
    .module = "lamindb",
    .name = "RunProject",
    .doc = "The project of a run.",
    .mixins = link,
    .fields = run_project_fields,
    .unique_together = {"run_id project_id"},
    .relation_order = "project run created_by",
};

constexpr FieldRow transform_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("transform", "lamindb.Transform", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_transform"),
};
constinit const Declaration transform_project{
    .module = "lamindb",
    .name = "TransformProject",
    .doc = "The project of a transform.",
    .mixins = tracks_run | link,
    .fields = transform_project_fields,
    .unique_together = {"transform_id project_id"},
    .relation_order = "project run transform created_by",
};

constexpr FieldRow collection_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("collection", "lamindb.Collection", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_collection"),
};
constinit const Declaration collection_project{
    .module = "lamindb",
    .name = "CollectionProject",
    .doc = "The project of a collection.",
    .mixins = tracks_run | link,
    .fields = collection_project_fields,
    .unique_together = {"collection_id project_id"},
    .relation_order = "collection project run created_by",
};

constexpr FieldRow ulabel_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("ulabel", "lamindb.ULabel", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_ulabel"),
};
constinit const Declaration ulabel_project{
    .module = "lamindb",
    .name = "ULabelProject",
    .doc = "The project of a label.",
    .mixins = tracks_run | link,
    .fields = ulabel_project_fields,
    .unique_together = {"ulabel_id project_id"},
    .relation_order = "project run ulabel created_by",
};

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

constexpr FieldRow feature_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("feature", "lamindb.Feature", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_feature"),
};
constinit const Declaration feature_project{
    .module = "lamindb",
    .name = "FeatureProject",
    .doc = "The project of a feature.",
    .mixins = tracks_run | link,
    .fields = feature_project_fields,
    .unique_together = {"feature_id project_id"},
    .relation_order = "feature project run created_by",
};

constexpr FieldRow schema_project_fields[] = {
    key(FieldType::big_auto),
    belongs_to("schema", "lamindb.Schema", plain).seen_as("links_project").cascades(),
    belongs_to("project", "lamindb.Project", plain).seen_as("links_schema"),
};
constinit const Declaration schema_project{
    .module = "lamindb",
    .name = "SchemaProject",
    .doc = "The project of a schema.",
    .mixins = tracks_run | link,
    .fields = schema_project_fields,
    .unique_together = {"schema_id project_id"},
    .relation_order = "project run schema created_by",
};

constexpr FieldRow artifact_reference_fields[] = {
    key(FieldType::big_auto),
    belongs_to("artifact", "lamindb.Artifact", plain).seen_as("links_reference").cascades(),
    belongs_to("reference", "lamindb.Reference", plain).seen_as("links_artifact"),
    belongs_to("feature", "lamindb.Feature", optional,
               "The feature under which the label annotates; none if annotated without one.")
        .seen_as("links_artifactreference"),
    boolean("label_ref_is_name", optional, "Whether the dataset refers to the label by its name field."),
    boolean("feature_ref_is_name", optional, "Whether the dataset refers to the feature by its name field."),
};
constinit const Declaration artifact_reference{
    .module = "lamindb",
    .name = "ArtifactReference",
    .doc = "A reference of an artifact.",
    .mixins = tracks_run | link,
    .fields = artifact_reference_fields,
    .unique_together = {"artifact_id reference_id feature_id"},
    .relation_order = "artifact feature reference run created_by",
};

constexpr FieldRow transform_reference_fields[] = {
    key(FieldType::big_auto),
    belongs_to("transform", "lamindb.Transform", plain).seen_as("links_reference").cascades(),
    belongs_to("reference", "lamindb.Reference", plain).seen_as("links_transform"),
};
constinit const Declaration transform_reference{
    .module = "lamindb",
    .name = "TransformReference",
    .doc = "A reference of a transform.",
    .mixins = tracks_run | link,
    .fields = transform_reference_fields,
    .unique_together = {"transform_id reference_id"},
    .relation_order = "reference run transform created_by",
};

constexpr FieldRow collection_reference_fields[] = {
    key(FieldType::big_auto),
    belongs_to("collection", "lamindb.Collection", plain).seen_as("links_reference").cascades(),
    belongs_to("reference", "lamindb.Reference", plain).seen_as("links_collection"),
};
constinit const Declaration collection_reference{
    .module = "lamindb",
    .name = "CollectionReference",
    .doc = "A reference of a collection.",
    .mixins = tracks_run | link,
    .fields = collection_reference_fields,
    .unique_together = {"collection_id reference_id"},
    .relation_order = "collection reference run created_by",
};

}  // namespace lamin::registries::core
