#include "registries/core/core.hpp"

namespace lamin::registries::core {

constexpr FieldRow fields[] = {
    key(FieldType::big_auto),
    random_uid(20),
    text("name", 150, optional, "What people call it."),
    belongs_to("transform", "lamindb.Transform", plain, "The code that ran.").seen_as("runs").cascades(),
    time_of_insert("started_at", "When the run began."),
    timestamp("finished_at", optional | indexed, "When the run ended; none while it runs."),
    belongs_to("report", "lamindb.Artifact", optional, "The rendered notebook or the log.")
        .seen_as("_report_of"),
    belongs_to("_logfile", "lamindb.Artifact", optional, "The log file.").seen_as("_logfile_of"),
    belongs_to("environment", "lamindb.Artifact", optional, "The packages the run could use.")
        .seen_as("_environment_of"),
    text("reference", 255, optional | indexed, "Where more about it stands: an accession, a name, a link."),
    text("reference_type", 25, optional | indexed, "What kind of thing the reference is, such as \"url\"."),
    time_of_insert("created_at", "When the record was created."),
    belongs_to("created_by", "lamindb.User", plain, "Who created the record.")
        .given_by(Source::current_user)
        .seen_as("created_runs")
        .cascades(),
    belongs_to("initiated_by_run", "lamindb.Run", optional, "The run that started this one.")
        .seen_as("initiated_runs")
        .cascades(),
    boolean("_is_consecutive", optional, "Whether the cells of a notebook ran in order."),
    small_integer("_status_code", indexed, "Reserved.").defaults_to(0),
};

constexpr LinkRow links[] = {
    linked_through("lamindb.RunParamValue", "run", "paramvalue",
                   linked_to("_param_values", "lamindb.ParamValue", "runs")),
    linked_through("lamindb.RunULabel", "run", "ulabel", linked_to("ulabels", "lamindb.ULabel", "runs")),
};

constinit const Declaration run{
    .module = "lamindb",
    .name = "Run",
    .doc = "One execution of a transform: when, by whom, with which inputs and outputs.",
    .mixins = record,
    .name_field = "started_at",
    .fields = fields,
    .links = links,
    .relation_order = "_logfile environment report space transform created_by initiated_by_run",
    .postgres_relation_order = "_logfile environment initiated_by_run report space transform created_by",
};

}  // namespace lamin::registries::core
