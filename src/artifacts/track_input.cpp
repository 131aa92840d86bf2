// What a run has read: read.hpp, last part.
#include <algorithm>
#include <array>
#include <vector>

#include "artifacts/read.hpp"
#include "base/error.hpp"

namespace lamin::artifacts {
namespace {

using Artifacts = std::vector<const records::Record*>;
using Ids = std::vector<std::int64_t>;

/// Those that are not the run's own output and not linked to it yet, as far as anyone remembers.
Artifacts new_inputs(KnownInputs& known, std::span<const records::Record* const> artifacts,
                     const records::Record& run) {
  const std::lock_guard lock(known.mutex);
  if (known.run_id != run.id()) {
    known.run_id = run.id();
    known.artifacts.clear();
    known.predecessors.clear();
  }
  Artifacts inputs;
  for (const auto* artifact : artifacts) {
    const bool is_own_output = artifact->get("run") == Value(run.id());
    if (artifact->is_saved() && !is_own_output && !known.artifacts.contains(artifact->id()))
      inputs.push_back(artifact);
  }
  return inputs;
}

Ids ids_of(const Artifacts& artifacts) {
  Ids ids;
  for (const auto* artifact : artifacts) ids.push_back(artifact->id());
  return ids;
}

/// The runs that have made them.
Ids makers(const Artifacts& artifacts) {
  Ids runs;
  for (const auto* artifact : artifacts)
    if (const Value& run = artifact->get("run"); !run.is_null()) runs.push_back(run.integer());
  return runs;
}

/// Fills `known.transform_of_run` for these runs.
void learn_transforms(const Workspace& workspace, KnownInputs& known, const Ids& runs) {
  std::vector<Value> unknown;
  {
    const std::lock_guard lock(known.mutex);
    for (const auto run : runs)
      if (!known.transform_of_run.contains(run)) unknown.emplace_back(run);
  }
  if (unknown.empty()) return;
  query::Query query(workspace.records.registry("Run"));
  query.where("id__in", unknown);
  const auto rows = workspace.records.values(query, {"id", "transform_id"});
  const std::lock_guard lock(known.mutex);
  for (const auto& row : rows) known.transform_of_run[row[0].integer()] = row[1].integer();
}

Ids new_predecessors(KnownInputs& known, const Ids& runs, std::int64_t own_transform) {
  const std::lock_guard lock(known.mutex);
  Ids transforms;
  for (const auto run : runs) {
    const auto found = known.transform_of_run.find(run);
    if (found == known.transform_of_run.end() || found->second == own_transform) continue;
    const bool is_listed = std::ranges::find(transforms, found->second) != transforms.end();
    if (!is_listed && !known.predecessors.contains(found->second)) transforms.push_back(found->second);
  }
  return transforms;
}

void note_linked(KnownInputs& known, const records::Record& run, const Ids& artifacts,
                 const Ids& transforms) {
  const std::lock_guard lock(known.mutex);
  if (known.run_id != run.id()) return;
  known.artifacts.insert(artifacts.begin(), artifacts.end());
  known.predecessors.insert(transforms.begin(), transforms.end());
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

void warn_of_missing_run(const Workspace& workspace, std::string_view text) {
  if (!workspace.is_read_only) workspace.log.warning(text);
}

std::optional<records::Record> run_of_input(const Workspace& workspace, const RunInput& input) {
  if (input.run) return input.run;
  if (!input.flag.value_or(workspace.settings.track_run_inputs)) return std::nullopt;
  if (auto run = current_run(workspace)) return run;
  if (input.flag) throw Error(ErrorCode::invalid_value, "No run context set. Call `ln.track()`.");
  warn_of_missing_run(workspace, "run input wasn't tracked, call `ln.track()` and re-run");
  return std::nullopt;
}

void track_inputs(Workspace& workspace, std::span<const records::Record* const> artifacts,
                  const RunInput& input) {
  const auto run = run_of_input(workspace, input);
  if (!run || !run->is_saved()) return;
  // What the workspace knows is of the run that is tracked, not of tracked functions.
  KnownInputs of_function;
  KnownInputs& known = workspace.records.entered_run() ? of_function : workspace.known_inputs;
  const Artifacts inputs = new_inputs(known, artifacts, *run);
  if (inputs.empty()) return;
  const Ids ids = ids_of(inputs);
  const Ids runs = makers(inputs);
  learn_transforms(workspace, known, runs);
  const Ids transforms = new_predecessors(known, runs, run->get("transform").integer());
  link(workspace, *run, ids, transforms);
  tell(workspace, ids, *run, transforms);
  note_linked(known, *run, ids, transforms);
}

void track_input(Workspace& workspace, const records::Record& artifact, const RunInput& input) {
  track_inputs(workspace, std::array{&artifact}, input);
}

}  // namespace lamin::artifacts
