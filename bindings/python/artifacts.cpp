// Artifacts: what lamindb._artifact calls.  Rules and messages are those of src/artifacts; here paths,
// options and records cross the border.
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include "annotation/show.hpp"
#include "arguments.hpp"
#include "artifacts/create.hpp"
#include "artifacts/describe.hpp"
#include "artifacts/join_family.hpp"
#include "artifacts/open.hpp"
#include "artifacts/read.hpp"
#include "artifacts/remove.hpp"
#include "artifacts/replace.hpp"
#include "artifacts/save.hpp"
#include "artifacts/storage_key.hpp"
#include "artifacts/suffix.hpp"
#include "errors.hpp"
#include "record.hpp"
#include "revised.hpp"
#include "runs.hpp"
#include "storage/copy_into.hpp"
#include "storage/folder_tree.hpp"
#include "transfer.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using artifacts::Artifact;
using artifacts::RunChoice;
using artifacts::RunInput;

/// The artifact in `object` as the engine takes it; given back to the object when the work is done, whether
/// it threw or not.
class Borrowed {
 public:
  explicit Borrowed(nb::handle object) : box_(box_of(object)), artifact(box_.record) {
    artifact.pending = box_.pending;
  }
  void give_back() {
    box_.record = artifact.record;
    box_.pending = artifact.pending;
  }
  artifacts::Workspace& workspace() { return box_.database->workspace(); }

 private:
  RecordBox& box_;

 public:
  Artifact artifact;
};

std::optional<std::string> text_option(const nb::dict& options, const char* name) {
  return options.contains(name) ? optional_text(options[name]) : std::nullopt;
}

bool flag_option(const nb::dict& options, const char* name) {
  return options.contains(name) && nb::cast<bool>(options[name]);
}

/// The keyword arguments of `ln.Artifact(...)` as options, old names as those of today.
nb::dict constructor_options(const nb::dict& given) {
  refuse_unknown(given, artifacts::shown_arguments, artifacts::other_arguments, ErrorCode::field_invalid,
                 "you passed");
  require_version_text(given);
  nb::dict options;
  for (auto [name, value] : given) {
    if (!value.is_none()) options[name] = value;
  }
  if (given.contains("type")) {
    Session::current().log().warning("`type` will be removed soon, please use `kind`");
    options["kind"] = given["type"];
  }
  const char* hidden = given.contains("visibility") ? "visibility" : "_branch_code";
  if (options.contains(hidden)) options["branch_code"] = options[hidden];
  return options;
}

artifacts::CreateOptions create_options(const nb::dict& options) {
  artifacts::CreateOptions result;
  result.key = text_option(options, "key");
  result.description = text_option(options, "description");
  result.kind = text_option(options, "kind");
  result.otype = text_option(options, "otype");
  result.version = text_option(options, "version");
  result.uid = text_option(options, "uid");
  result.is_staged = flag_option(options, "is_staged");
  result.skip_check_exists = flag_option(options, "skip_check_exists");
  if (options.contains("revises") && !options["revises"].is_none()) {
    const RecordBox* revises = find_box(options["revises"]);
    if (revises == nullptr) throw Error(ErrorCode::invalid_type, "`revises` has to be of type `Artifact`");
    result.revises = revises->record;
  }
  if (options.contains("run")) result.run = run_choice(options["run"]);
  if (options.contains("n_observations") && !options["n_observations"].is_none()) {
    result.n_observations = nb::cast<std::int64_t>(options["n_observations"]);
  }
  if (options.contains("branch_code")) result.branch_code = nb::cast<std::int64_t>(options["branch_code"]);
  return result;
}

void create(nb::handle self, const std::filesystem::path& path, const nb::dict& options) {
  const DatabasePtr& database = Session::current().database();
  artifacts::CreateOptions given = create_options(options);
  Artifact made = unlocked([&] { return artifacts::create(database->workspace(), path, given); });
  RecordBox box(std::move(made.record), database);
  box.pending = std::move(made.pending);
  fill(self, std::move(box));
  if (given.revises) remember_revised(self, options["revises"]);
}

nb::object from_folder(const std::filesystem::path& path, std::optional<std::string> key, nb::handle run) {
  const DatabasePtr& database = Session::current().database();
  RunChoice choice = run_choice(run);
  auto made =
      unlocked([&] { return artifacts::create_from_folder(database->workspace(), path, key, choice); });
  nb::list result;
  for (Artifact& artifact : made) {
    nb::object object = wrap(std::move(artifact.record), database);
    box_of(object).pending = std::move(artifact.pending);
    result.append(object);
  }
  return result;
}

artifacts::ObjectKind object_kind(std::string_view name) {
  if (name == "DataFrame") return artifacts::ObjectKind::data_frame;
  if (name == "AnnData") return artifacts::ObjectKind::ann_data;
  if (name == "MuData") return artifacts::ObjectKind::mu_data;
  return artifacts::ObjectKind::spatial_data;
}

/// Checks that `data`, a path or an object of class `class_name`, is of the kind `otype`.  Of a path: (number
/// of observations or None, whether they are left to be read from an HDF5 file).
nb::object expect_otype(std::string_view otype, std::optional<std::string> path,
                        std::string_view class_name) {
  const artifacts::ObjectKind kind = object_kind(otype);
  if (!path) {
    artifacts::require_class(kind, class_name);
    return nb::none();
  }
  const auto found = unlocked([&] {
    artifacts::require_otype(kind, *path);
    return artifacts::observations_at(kind, *path);
  });
  return nb::make_tuple(found.count, found.is_hdf5);
}

/// (uid, path, run): the run is decided, and warned about, before the object is written.
nb::object stage(std::string_view otype, std::optional<std::string> key, std::optional<std::string> format,
                 nb::handle run) {
  const DatabasePtr& database = Session::current().database();
  artifacts::Workspace& workspace = database->workspace();
  const RunChoice choice = run_choice(run);
  std::optional<records::Record> resolved;
  const artifacts::Staging staging = unlocked([&] {
    auto made = artifacts::stage(workspace, object_kind(otype), key, format, choice);
    resolved = made.run.resolve(workspace);
    return made;
  });
  nb::object chosen = resolved ? wrap(*std::move(resolved), database) : nb::object(nb::bool_(false));
  return nb::make_tuple(staging.uid, staging.path.string(), chosen);
}

/// What a tracked run reads of another instance comes into this one first: as its input (surface.md TRA-08).
void bring_input(nb::handle self, nb::handle is_run_input) {
  if (is_run_input.is(nb::bool_(false)) || !is_of_other_instance(self)) return;
  const artifacts::Workspace& workspace = Session::current().database()->workspace();
  if (unlocked([&] { return artifacts::current_run(workspace); })) transfer({self});
}

nb::object load(nb::handle self, nb::handle is_run_input) {
  bring_input(self, is_run_input);
  Borrowed borrowed(self);
  RunInput input = run_input(is_run_input);
  auto loadable = unlocked([&] { return artifacts::load(borrowed.workspace(), borrowed.artifact, input); });
  return nb::make_tuple(to_python(std::string_view(loadable.path.native())),
                        to_python(artifacts::name_of(loadable.loader)));
}

nb::tuple open(nb::handle self, std::string_view mode, nb::handle is_run_input) {
  bring_input(self, is_run_input);
  Borrowed borrowed(self);
  RunInput input = run_input(is_run_input);
  auto found =
      unlocked([&] { return artifacts::open(borrowed.workspace(), borrowed.artifact, mode, input); });
  return nb::make_tuple(to_python(std::string_view(found.path.native())),
                        to_python(artifacts::name_of(found.opener)),
                        to_python(std::string_view(found.format)));
}

nb::object cache(nb::handle self, nb::handle is_run_input) {
  bring_input(self, is_run_input);
  Borrowed borrowed(self);
  RunInput input = run_input(is_run_input);
  auto path = unlocked([&] { return artifacts::cache(borrowed.workspace(), borrowed.artifact, input); });
  return to_python(std::string_view(path.native()));
}

/// The other artifact that has this content already, or None.
nb::object replace(nb::handle self, const std::filesystem::path& path, nb::handle run, bool is_staged) {
  Borrowed borrowed(self);
  RunChoice choice = run_choice(run);
  auto existing = unlocked(
      [&] { return artifacts::replace(borrowed.workspace(), borrowed.artifact, path, choice, is_staged); });
  borrowed.give_back();
  return existing ? wrap(std::move(existing->record), box_of(self).database) : nb::none();
}

nb::object remove(nb::handle self, std::optional<bool> permanent, std::optional<bool> storage) {
  RecordBox& box = box_of(self);
  artifacts::DeleteOptions options{.permanent = permanent, .storage = storage};
  auto done = unlocked([&] { return artifacts::remove(box.database->workspace(), box.record, options); });
  switch (done) {
    case artifacts::Deleted::moved_to_trash:
      return nb::str("trash");
    case artifacts::Deleted::removed:
      return nb::str("removed");
    case artifacts::Deleted::refused:
      break;
  }
  return nb::str("refused");
}

/// Those of the connected instance; without one, those that are built in.
artifacts::KnownSuffixes known_suffixes() {
  const Session& session = Session::current();
  return session.is_connected() ? session.database()->workspace().suffixes
                                : artifacts::KnownSuffixes::builtin();
}

nb::list suffix_list(bool composite) {
  const artifacts::KnownSuffixes known = known_suffixes();
  nb::list result;
  for (const std::string& suffix : composite ? known.composite : known.simple) result.append(suffix);
  return result;
}

void set_suffix(bool composite, std::string suffix, bool is_known) {
  artifacts::KnownSuffixes& known = Session::current().database()->workspace().suffixes;
  auto& suffixes = composite ? known.composite : known.simple;
  if (is_known) {
    suffixes.insert(std::move(suffix));
  } else {
    suffixes.erase(suffix);
  }
}

std::string copy_to(std::string source, std::string destination, std::optional<bool> create_folder) {
  if (create_folder.value_or(false) && !std::filesystem::is_directory(source) &&
      std::filesystem::exists(source))
    throw Error(ErrorCode::invalid_value, "create_folder can only be True if local_path is a directory");
  const auto name = create_folder.value_or(true) ? storage::FolderName::keep : storage::FolderName::drop;
  return unlocked([&] { return storage::copy_into(source, destination, name).string(); });
}

std::string folder_tree(std::string folder, const nb::dict& given) {
  storage::TreeOptions options;
  options.depth = nb::cast<int>(given["level"]);
  options.only_folders = nb::cast<bool>(given["only_dirs"]);
  options.files_per_folder_and_suffix = nb::cast<std::size_t>(given["n_max_files_per_dir_and_type"]);
  options.files = nb::cast<std::size_t>(given["n_max_files"]);
  for (nb::handle path : given["include_paths"]) options.included.emplace(std::string(text_of(path)));
  for (nb::handle suffix : given["skip_suffixes"]) options.skipped_suffixes.emplace(text_of(suffix));
  const artifacts::KnownSuffixes known = known_suffixes();
  options.suffix_of = [known](std::string_view name) { return artifacts::suffix_of(name, known); };
  return unlocked([&] { return storage::folder_tree(folder, options); });
}

nb::object describe(nb::handle self, bool colour, int width) {
  Borrowed borrowed(self);
  artifacts::RenderOptions options{.colour = colour, .width = width};
  return to_python(std::string_view(unlocked([&] {
    return artifacts::render(annotation::describe(borrowed.workspace(), borrowed.artifact), options);
  })));
}

}  // namespace

void bind_artifacts(nb::module_& module) {
  module.def("artifact_options", &constructor_options);
  module.def("artifact_create", &create);
  module.def("artifact_from_folder", &from_folder, nb::arg("path"), nb::arg("key").none(),
             nb::arg("run").none());
  module.def("artifact_expect", &expect_otype, nb::arg("otype"), nb::arg("path").none(),
             nb::arg("class_name"));
  module.def("artifact_stage", &stage, nb::arg("otype"), nb::arg("key").none(), nb::arg("format").none(),
             nb::arg("run").none());
  module.def("artifact_path", [](nb::handle self) {
    Borrowed borrowed(self);
    return to_python(std::string_view(
        unlocked([&] { return artifacts::path_text(borrowed.workspace(), borrowed.artifact); })));
  });
  module.def("artifact_open", &open, nb::arg("self"), nb::arg("mode"), nb::arg("is_run_input").none());
  module.def("artifact_load", &load, nb::arg("self"), nb::arg("is_run_input").none());
  module.def("artifact_cache", &cache, nb::arg("self"), nb::arg("is_run_input").none());
  module.def("artifact_replace", &replace, nb::arg("self"), nb::arg("path"), nb::arg("run").none(),
             nb::arg("is_staged"));
  module.def("artifact_delete", &remove, nb::arg("self"), nb::arg("permanent").none(),
             nb::arg("storage").none());
  module.def("artifact_restore", [](nb::handle self) {
    RecordBox& box = box_of(self);
    unlocked([&] { artifacts::restore(box.database->workspace(), box.record); });
  });
  module.def(
      "join_family",
      [](nb::handle self, nb::handle revises, const std::optional<std::string>& version) {
        RecordBox& box = box_of(self);
        const RecordBox& member = box_of(revises);
        unlocked(
            [&] { artifacts::join_family(box.database->workspace(), box.record, member.record, version); });
      },
      nb::arg("self"), nb::arg("revises"), nb::arg("version").none());
  module.def("artifact_describe", &describe);
  module.def("artifact_storage_key",
             [](nb::handle self) { return artifacts::storage_key(box_of(self).record); });
  module.def("copy_to", &copy_to, nb::arg("source"), nb::arg("destination"), nb::arg("create_folder").none());
  module.def("folder_tree", &folder_tree);
  module.def("suffixes", &suffix_list);
  module.def("set_suffix", &set_suffix);
  module.def("loader_of", [](std::string_view suffix) {
    return to_python(artifacts::name_of(artifacts::loader_of(suffix)));
  });
}

}  // namespace lamin::python
