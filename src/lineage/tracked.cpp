#include "lineage/tracked.hpp"

#include "annotation/annotate.hpp"
#include "base/error.hpp"
#include "lineage/context.hpp"
#include "lineage/transform.hpp"
#include "records/rules.hpp"

namespace lamin::lineage {
namespace {

using artifacts::Workspace;
using records::Record;

Record surrounding_run(Workspace& workspace) {
  auto run = artifacts::current_run(workspace);
  if (run) return std::move(*run);
  throw Error(ErrorCode::runtime_failed,
              "Please track the global run context before using @ln.tracked(): ln.track()");
}

// Functions of the script are below its key, those of a module below its name.
std::string key_of(Workspace& workspace, const FunctionCall& call, const Record& around) {
  if (call.module) return *call.module + "." + call.name + ".py";
  const auto transform = workspace.records.find_by_id(workspace.records.registry("Transform"),
                                                      around.get("transform").integer());
  const bool has_key = transform && !transform->get("key").is_null();
  return (has_key ? std::string(transform->get("key").text()) + "/" : "") + call.name + ".py";
}

Record transform_of_function(Workspace& workspace, const FunctionCall& call, const Record& around) {
  TransformOptions options;
  options.uid = call.uid;
  options.key = key_of(workspace, call, around);
  options.type = "function";
  options.source_code = call.source_code;
  Record transform = make_transform(workspace, options);
  save_transform(workspace, transform);
  return transform;
}

// Values without a type, such as None, are no params; what is left is told to the log by add_params.
Json params_of_call(const Json& arguments) {
  Json params = Json::object();
  for (const auto& [name, value] : arguments.members())
    if (name != "run") params[name] = value;
  return params;
}

}  // namespace

std::optional<Record> begin_call(Workspace& workspace, const FunctionCall& call) {
  if (workspace.is_read_only) return std::nullopt;
  const Record around = surrounding_run(workspace);
  const Record transform = transform_of_function(workspace, call, around);
  Record run(workspace.records.registry("Run"));
  records::fill_defaults(workspace.records, run);
  run.set("transform", transform.id());
  run.set("initiated_by_run", around.id());
  run.set("started_at", now());
  workspace.records.save(run);
  annotation::add_params(workspace, run, params_of_call(call.params));
  workspace.records.enter_run(run.id());
  return run;
}

void end_call(Workspace& workspace, Record& run, CallEnd end) {
  workspace.records.leave_run();
  if (end == CallEnd::threw) return;
  run.set("finished_at", now());
  workspace.records.save(run);
}

}  // namespace lamin::lineage
