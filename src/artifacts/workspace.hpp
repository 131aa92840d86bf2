// A Workspace is what work on artifacts and runs needs from an instance: its records, its storage, its
// settings, the person's log, and the run that is being tracked.  The Instance owns it
// (instance/instance.hpp) and hands it to artifacts and lineage; two instances open in one process have a
// Workspace each.
//
// The members are set when the instance opens.  `tracked` and `settings` change later; they belong to the
// thread that tracks, see lineage/context.hpp.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "artifacts/suffix.hpp"
#include "base/log.hpp"
#include "records/store.hpp"

namespace lamin::artifacts {

/// A registered place for bytes: a row of the registry Storage.
struct StorageLocation {
  std::int64_t id = 0;
  std::string uid;
  std::string root;            // absolute posix path, or URL
  std::string type = "local";  // local, s3, gs, hf, http, https
  std::string instance_uid;    // of the instance that manages it; "" = none
};

/// What `ln.settings` lets people change (surface.md STG-05..12).
struct WorkSettings {
  bool track_run_inputs = true;
  bool search_names = true;
  bool artifact_skip_size_hash = false;
  bool artifact_silence_missing_run_warning = false;
  bool artifact_use_virtual_keys = true;
  std::string sync_git_repo;  // "" = none
};

/// The run that new artifacts belong to and inputs are linked to.
struct TrackedRun {
  std::optional<records::Record> transform;
  std::optional<records::Record> run;
  std::optional<records::Record> project;
};

/// The inputs of the tracked run that are linked already, so that linking them again costs nothing.  Several
/// threads may read artifacts for one run.
struct KnownInputs {
  std::mutex mutex;  // guards what follows; no work on records is done under it
  std::int64_t run_id = 0;
  std::unordered_set<std::int64_t> artifacts;
  std::unordered_set<std::int64_t> predecessors;  // of the run's transform
  std::unordered_map<std::int64_t, std::int64_t> transform_of_run;
};

struct Workspace {
  records::RecordStore& records;
  Log& log;
  std::string slug;  // "owner/name"
  std::string instance_uid;
  StorageLocation storage;  // where new artifacts go
  /// The database takes no writes from this user: nothing is tracked, and nobody is warned that it is not.
  bool is_read_only = false;
  std::filesystem::path cache_directory;
  WorkSettings settings;
  KnownSuffixes suffixes = KnownSuffixes::builtin();  // people add their own
  TrackedRun tracked;        // of the script or notebook; `current_run` knows of tracked functions, too
  KnownInputs known_inputs;  // kept by artifacts/read.hpp
  /// Asks the person a yes/no question; true for yes.  Without a person to ask it throws runtime_failed.
  std::function<bool(std::string_view question)> confirm;
  /// Shows progress of long work on a terminal; empty = silent.  Called with bytes done and in total.
  std::function<void(std::string_view what, std::int64_t done, std::int64_t total)> progress;
};

/// The run that this thread works for: of the tracked function that it is inside of, else the one that is
/// tracked.
std::optional<records::Record> current_run(const Workspace& workspace);

/// Warns with `text` that something has no run, where there could be one.
void warn_of_missing_run(const Workspace& workspace, std::string_view text);

}  // namespace lamin::artifacts
