// A Context is the answer to "which code made this?": it links what a session saves and reads to a Run of a
// Transform.
//
// `track` finds or makes the transform of a script or notebook by its path and content, and starts a run;
// `finish` stores source, environment and report with it.  Rules and messages are those of lamindb 1.3.2
// (surface.md TRK-01..32).  A Context belongs to one Workspace and to the thread that tracks.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/workspace.hpp"
#include "base/json.hpp"
#include "lineage/source.hpp"

namespace lamin::lineage {

/// What a front end knows of the code that calls `track`.
struct Caller {
  std::filesystem::path path;  // of the script or notebook
  /// Folders that Python imports from: what the environment is read from.  Empty = no environment is saved.
  std::vector<std::filesystem::path> import_path;
  /// Modules of Python's own library, which the list of a notebook's imports leaves out.  Empty = no list is
  /// shown: the notebook is not the one that runs.
  std::set<std::string> standard_modules;
};

struct TrackOptions {
  std::optional<Caller> caller;              // nothing when `transform` is given
  std::optional<records::Record> transform;  // ln.track(transform)
  std::optional<std::string> uid;            // ln.track("…"): 12 or 16 characters
  std::optional<std::string> project;        // name or uid
  std::optional<Json> params;                // an object
  std::optional<bool> new_run;               // nothing: notebooks go on with their latest run
};

struct FinishOptions {
  /// Notebooks whose cells were not run in order are finished without asking.
  bool ignore_non_consecutive = false;
  /// An HTML export of a notebook that the front end has made; it is moved into the storage.
  std::optional<std::filesystem::path> report;
};

class Context {
 public:
  explicit Context(artifacts::Workspace& workspace) : workspace_(workspace) {}

  // ln.context.uid, .description, .version: set before `track`, read after it.
  std::optional<std::string> uid;
  std::optional<std::string> description;
  std::optional<std::string> version;

  /// Starts a run; only warns where the database takes no writes.  Throws context_outdated (a SystemExit in
  /// Python), invalid_argument (unknown project), validation_failed (params), invalid_value, unsupported (no
  /// path).
  void track(const TrackOptions& options);

  /// Ends the run and saves source code, environment and report.  Throws track_not_called, but where the
  /// database takes no writes.
  void finish(const FinishOptions& options = {});

  /// Saves what was captured of a run that an exception or a signal ends; never throws.
  void save_report_of_failure(std::string_view traceback) noexcept;

  /// Where the front end writes a copy of what the script prints; empty unless a script is tracked.
  const std::filesystem::path& log_path() const { return log_path_; }

  bool is_tracking() const { return workspace_.tracked.run.has_value(); }
  artifacts::Workspace& workspace() { return workspace_; }

 private:
  void use_project(records::Record project);
  std::string use_transform(records::Record transform);
  std::string track_source(const Source& source, const TrackOptions& options);
  void refer_to(const std::string& address);
  void show_imports();
  void start_run(const TrackOptions& options, const std::string& intro);
  void capture(const std::string& run_uid);
  bool check_order(const FinishOptions& options);
  void save_source();
  void save_report(const std::filesystem::path& file, const std::string& title);
  void reset();

  artifacts::Workspace& workspace_;
  std::optional<Caller> caller_;
  bool is_notebook_ = false;
  std::filesystem::path log_path_;
};

}  // namespace lamin::lineage
