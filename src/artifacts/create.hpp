// Makes artifacts from files, folders and staged objects.  Nothing is written to the database or the storage
// before save.hpp, except that an artifact found in the trash is restored.
//
// The same content gives the artifact that exists, the same key gives its next version (data-model.md 7.2,
// 8): one statement finds both.  Messages and errors are those of lamindb 1.3.2 (surface.md ART-01..32).
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/artifact.hpp"

namespace lamin::artifacts {

/// Which run an artifact belongs to: `run=None`, `run=False`, `run=<Run>`.
class RunChoice {
 public:
  /// The run that is tracked, with a warning if there is none.
  static RunChoice current() { return RunChoice(Kind::current, std::nullopt); }
  static RunChoice none() { return RunChoice(Kind::none, std::nullopt); }
  static RunChoice of(records::Record run) { return RunChoice(Kind::given, std::move(run)); }

  /// The run meant, or nothing; warns through `workspace.log` where the reference does.
  std::optional<records::Record> resolve(const Workspace& workspace) const;

 private:
  enum class Kind { current, none, given };
  RunChoice(Kind kind, std::optional<records::Record> run) : kind_(kind), run_(std::move(run)) {}
  Kind kind_;
  std::optional<records::Record> run_;
};

/// The arguments of ln.Artifact(...): those that people are told of, and those that are taken besides.
inline constexpr std::array<std::string_view, 6> shown_arguments{"data",        "kind",    "key",
                                                                 "description", "revises", "run"};
inline constexpr std::array<std::string_view, 9> other_arguments{
    "version",    "format",       "otype", "default_storage", "using_key", "skip_check_exists",
    "visibility", "_branch_code", "type"};

struct CreateOptions {
  std::optional<std::string> key;
  std::optional<std::string> description;
  std::optional<std::string> kind;   // "dataset", "model"
  std::optional<std::string> otype;  // inferred from the path when it is not given
  std::optional<std::string> version;
  std::optional<records::Record> revises;
  RunChoice run = RunChoice::current();
  std::optional<std::int64_t> n_observations;
  std::int64_t branch_code = 1;
  /// Of a staged object, whose file is named by it.
  std::optional<std::string> uid;
  /// Given up by `stage`, so that a staged file is moved, not copied.
  bool is_staged = false;
  bool skip_check_exists = false;
};

/// The artifact for `source`, a file or a folder: a new one, a new version, or the one that exists (then the
/// record is saved, and may have changes to save, such as its description). Throws file_missing,
/// permission_denied, io_failed (the file changes while it is hashed), invalid_value (no key, description or
/// run; a key or path inside `.lamindb/`; an empty folder), invalid_argument (suffix or key conflict),
/// invalid_type (`revises` of another registry).  Workspace and disk are then as before.
Artifact create(Workspace& workspace, const std::filesystem::path& source, const CreateOptions& options);

/// An artifact for each file below `folder`, keys relative to its parent, or `key` put in front.  Hashes on
/// all cores; a constant number of statements.  Files of equal content are dropped with a warning.
std::vector<Artifact> create_from_folder(Workspace& workspace, const std::filesystem::path& folder,
                                         const std::optional<std::string>& key = std::nullopt,
                                         const RunChoice& run = RunChoice::current());

// --- objects in memory
// ---------------------------------------------------------------------------------------------

enum class ObjectKind { data_frame, ann_data, mu_data, spatial_data };

/// Where a binding writes an object before it calls `create` with `options.uid = uid` and `is_staged`.
struct Staging {
  std::string uid;
  std::string suffix;
  std::filesystem::path path;  // <cache>/<uid><suffix>
  std::string otype;           // "DataFrame", ...
  RunChoice run;               // already resolved, so that `create` does not warn again
};

/// Decides uid and suffix; the suffix follows from `format` or the key of the artifact (data-model.md 9.4).
/// A new version of `revises` or of `key` still gets its own uid from `create`: the staged name is only that
/// of the file. Throws invalid_argument for a key with another suffix, invalid_value for a format that the
/// object cannot have.
Staging stage(const Workspace& workspace, ObjectKind object,
              const std::optional<std::string>& key = std::nullopt,
              const std::optional<std::string>& format = std::nullopt,
              const RunChoice& run = RunChoice::current());

/// Throws invalid_value "data has to be an AnnData object or a path to AnnData-like" unless `source` is one.
void require_otype(ObjectKind object, const std::filesystem::path& source);
/// The same for an object in memory, by the name of its class.
void require_class(ObjectKind object, std::string_view class_name);

/// The rows of an object that lies at `source`.  Those of HDF5 files are left to the caller, who has the
/// library that wrote them.  Throws invalid_value for a zarr store without the table `obs`.
struct Observations {
  std::optional<std::int64_t> count;
  bool is_hdf5 = false;
};
Observations observations_at(ObjectKind object, const std::filesystem::path& source);

/// Class name of an object's kind: "DataFrame", "AnnData", "MuData", "SpatialData".
std::string_view otype_of(ObjectKind object);

}  // namespace lamin::artifacts
