// What a run has read: read.hpp, last part.
#include <algorithm>
#include <array>
#include <vector>

#include "artifacts/read.hpp"
#include "base/error.hpp"

namespace lamin::artifacts {
namespace {

using Ids = std::vector<std::int64_t>;

/// The run to link to; nothing if the input is not tracked, with the reference's warning if it should be.
std::optional<records::Record> run_for(const Workspace& workspace, const RunInput& input) {
  if (input.run) return input.run;
  if (!input.flag.value_or(workspace.settings.track_run_inputs)) return std::nullopt;
  if (auto run = current_run(workspace)) return run;
  if (input.flag) throw Error(ErrorCode::invalid_value, "No run context set. Call `ln.track()`.");
  workspace.log.warning("run input wasn't tracked, call `ln.track()` and re-run");
  return std::nullopt;
}

KnownInputs& known_for(Workspace& workspace, const records::Record& run) {
  if (workspace.known_inputs.run_id != run.id()) {
    workspace.known_inputs = KnownInputs{};
    workspace.known_inputs.run_id = run.id();
  }
  return workspace.known_inputs;
}

/// Fills `known.transform_of_run` for these runs.
void learn_transforms(const Workspace& workspace, KnownInputs& known,
                      const std::vector<const records::Record*>& artifacts) {
  std::vector<Value> runs;
  for (const auto* artifact : artifacts) {
    const Value& run = artifact->get("run");
    if (!run.is_null() && !known.transform_of_run.contains(run.integer())) runs.push_back(run);
  }
  if (runs.empty()) return;
  query::Query query(workspace.records.registry("Run"));
  query.where("id__in", runs);
  for (const auto& row : workspace.records.values(query, {"id", "transform_id"})) {
    known.transform_of_run[row[0].integer()] = row[1].integer();
  }
}

Ids new_predecessors(KnownInputs& known, const std::vector<const records::Record*>& artifacts,
                     std::int64_t own_transform) {
  Ids transforms;
  for (const auto* artifact : artifacts) {
    const Value& run = artifact->get("run");
    if (run.is_null() || !known.transform_of_run.contains(run.integer())) continue;
    const std::int64_t transform = known.transform_of_run[run.integer()];
    if (transform != own_transform && known.predecessors.insert(transform).second)
      transforms.push_back(transform);
  }
  return transforms;
}

std::string list_of(const Ids& ids) {
  std::string text;
  for (const auto id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
  return text;
}

void tell(const Workspace& workspace, const Ids& artifacts, const records::Record& run,
          const Ids& transforms) {
  if (transforms.empty()) return;
  const bool one = transforms.size() == 1;
  workspace.log.info("adding artifact ids [" + list_of(artifacts) + "] as inputs for run " +
                     std::to_string(run.id()) + ", adding parent transform" + (one ? " " : "s [") +
                     list_of(transforms) + (one ? "" : "]"));
}

/// Links that a crash of the machine may take: the run can be told again, and a flush for each input would
/// cost more than the work it records.
void link(Workspace& workspace, const records::Record& run, const Ids& artifacts, const Ids& transforms) {
  auto work = workspace.records.begin();
  workspace.records.add_links(run, "input_artifacts", artifacts, {}, sql::Durability::relaxed);
  if (!transforms.empty()) {
    const auto transform =
        workspace.records.find_by_id(workspace.records.registry("Transform"), run.get("transform").integer());
    if (transform)
      workspace.records.add_links(*transform, "predecessors", transforms, {}, sql::Durability::relaxed);
  }
  work.commit(sql::Durability::relaxed);
}

}  // namespace

std::optional<records::Record> current_run(const Workspace& workspace) {
  const auto inner = workspace.records.entered_run();
  if (!inner) return workspace.tracked.run;
  return workspace.records.find_by_id(workspace.records.registry("Run"), *inner);
}

void track_inputs(Workspace& workspace, std::span<const records::Record* const> artifacts,
                  const RunInput& input) {
  const auto run = run_for(workspace, input);
  if (!run || !run->is_saved()) return;
  // Tracked functions may run in several threads at once; what the workspace knows belongs to the one that
  // tracks.
  KnownInputs of_function;
  KnownInputs& known = workspace.records.entered_run() ? of_function : known_for(workspace, *run);
  std::vector<const records::Record*> fresh;
  for (const auto* artifact : artifacts) {
    const bool is_own_output = artifact->get("run") == Value(run->id());
    if (artifact->is_saved() && !is_own_output && !known.artifacts.contains(artifact->id()))
      fresh.push_back(artifact);
  }
  if (fresh.empty()) return;
  learn_transforms(workspace, known, fresh);
  Ids ids;
  for (const auto* artifact : fresh) ids.push_back(artifact->id());
  try {
    const Ids transforms = new_predecessors(known, fresh, run->get("transform").integer());
    link(workspace, *run, ids, transforms);
    tell(workspace, ids, *run, transforms);
  } catch (...) {
    known = KnownInputs{};
    throw;
  }
  known.artifacts.insert(ids.begin(), ids.end());
}

void track_input(Workspace& workspace, const records::Record& artifact, const RunInput& input) {
  track_inputs(workspace, std::array{&artifact}, input);
}

}  // namespace lamin::artifacts
