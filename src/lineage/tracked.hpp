// Tracked functions: each call is a run of its own, initiated by the run around it (surface.md RUN-01..04).
//
// What the calling thread saves and reads between `begin_call` and `end_call` belongs to the run of the call;
// calls nest, and threads do not see each other's calls.
#pragma once

#include <optional>
#include <string>

#include "artifacts/workspace.hpp"
#include "base/json.hpp"

namespace lamin::lineage {

/// What a front end knows of a function and of one call of it.
struct FunctionCall {
  std::string name;                   // as its language qualifies it: "Model.fit"
  std::optional<std::string> module;  // nothing for functions of the script or notebook that runs
  std::string source_code;
  std::optional<std::string> uid;  // of the transform
  Json params = Json::object();    // arguments that are values, by name
};

/// Finds or makes the transform of the function, of type "function", by its source code; starts a run of it
/// and enters it.  Nothing where the database takes no writes.  Throws runtime_failed if nothing is tracked,
/// validation_failed for params (then the run stays unfinished, and is not entered).
std::optional<records::Record> begin_call(artifacts::Workspace& workspace, const FunctionCall& call);

enum class CallEnd { returned, threw };
/// Leaves the run of `begin_call`, in the thread that entered it; marks it as finished if the function
/// returned.
void end_call(artifacts::Workspace& workspace, records::Record& run, CallEnd end);

}  // namespace lamin::lineage
