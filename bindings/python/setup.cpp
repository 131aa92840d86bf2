// Instances, settings and small tools of the base, as `ln.setup`, `ln.settings` and `ln.base` need them.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/hash.hpp"
#include "base/uid.hpp"
#include "errors.hpp"
#include "instance/login.hpp"
#include "records/version_tags.hpp"
#include "session.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

bool many_instances() {
  const char* given = std::getenv("LAMINDB_MULTI_INSTANCE");
  return given != nullptr && std::string_view(given) == "true";
}

/// Opens the current instance when the person has switched auto-connect on; without one, says how to get one.
void on_import() {
  Session& session = Session::current();
  // `python -m lamindb._custom` reads declarations, whatever instance there is.
  if (session.is_connected() || std::getenv("LAMIN_DECLARE") != nullptr) return;
  if (many_instances()) {
    session.log().warning(
        "running LaminDB in multi-instance mode; you'll experience errors in regular lamindb usage");
  }
  if (!session.settings().auto_connect() || !session.settings().current_instance()) {
    session.log().warning(
        "To use lamindb, you need to connect to an instance.\n\nConnect to an instance: "
        "`ln.connect()`. Init an instance: `ln.setup.init()`.\n\nIf you used the CLI to set up "
        "lamindb in a notebook, restart the Python session.\n");
    return;
  }
  session.adopt(unlocked([&] { return Instance::open_current(session.settings(), session.log()); }));
  session.log().important("connected lamindb: " + session.database()->instance->slug());
}

void refuse_switch(Session& session, std::string_view slug) {
  if (many_instances() || !session.is_connected() || session.database()->instance->slug() == slug) return;
  throw Error(
      ErrorCode::instance_switched,
      "\nYou cannot write to different instances in the same Python session.\n\nDo you want to read from "
      "another instance via `Record.using()`? For example:\n\nln.Artifact.using(\"laminlabs/cellxgene\")"
      ".filter()\n\nOr do you want to switch off auto-connect via `lamin settings set auto-connect "
      "false`?\n");
}

std::string full_slug(Session& session, const std::string& identifier) {
  if (identifier.find('/') != std::string::npos) return identifier;
  return session.settings().user().handle + "/" + identifier;
}

/// The name that the instance will have: without one, that of its folder.
std::string name_wanted(const InitOptions& options) {
  if (!options.name.empty()) return options.name;
  const std::filesystem::path folder(options.storage);
  return std::filesystem::absolute(folder / "").lexically_normal().parent_path().filename().string();
}

void init(std::string storage, std::string name, std::string database, std::vector<std::string> modules) {
  Session& session = Session::current();
  InitOptions options{std::move(storage), std::move(name), std::move(database), std::move(modules)};
  refuse_switch(session, full_slug(session, name_wanted(options)));
  session.adopt(unlocked([&] { return Instance::init(options, session.settings(), session.log()); }));
}

void connect(const std::string& identifier) {
  Session& session = Session::current();
  if (session.is_connected() && session.database()->instance->slug() == full_slug(session, identifier)) {
    session.log().important("connected lamindb: " + session.database()->instance->slug());
    return;
  }
  refuse_switch(session, full_slug(session, identifier));
  session.adopt(unlocked([&] { return Instance::connect(identifier, session.settings(), session.log()); }));
}

void remove(const std::string& identifier, bool force, bool require_empty) {
  Session& session = Session::current();
  if (session.is_connected() && session.database()->instance->slug() == full_slug(session, identifier))
    session.release();
  DeleteOptions options{.force = force, .require_empty = require_empty};
  remove_instance(identifier, options, session.settings(), session.log(), ask_person);
}

nb::object optional_instance() {
  std::optional<InstanceSettings> current;
  nb::object is_read_only = nb::none();
  if (Session::current().is_connected()) {
    current = Session::current().database()->instance->settings();
    is_read_only = nb::bool_(Session::current().database()->workspace().is_read_only);
  } else {
    current = Session::current().settings().current_instance();
  }
  if (!current) return nb::none();
  nb::dict dict;
  dict["owner"] = current->owner;
  dict["name"] = current->name;
  dict["id"] = current->id;
  dict["uid"] = current->uid();
  dict["slug"] = current->slug();
  dict["storage_root"] = current->storage_root;
  dict["storage_region"] = to_python(current->storage_region);
  dict["db"] = current->database_url();
  dict["dialect"] = current->database ? "postgresql" : "sqlite";
  dict["sqlite_path"] = current->sqlite_path().string();
  dict["modules"] = nb::set(nb::cast(current->modules));
  dict["git_repo"] = to_python(current->git_repo);
  dict["is_read_only"] = is_read_only;
  dict["keep_artifacts_local"] = current->keep_artifacts_local;
  return dict;
}

nb::object user() {
  UserSettings settings = Session::current().settings().user();
  nb::dict dict;
  dict["handle"] = settings.handle;
  dict["uid"] = settings.uid;
  dict["email"] = to_python(settings.email);
  dict["name"] = to_python(settings.name);
  const Session& session = Session::current();
  dict["id"] = session.is_connected() ? nb::object(nb::int_(session.database()->store().authorship().user_id))
                                      : nb::none();
  return dict;
}

nb::object storage() {
  const artifacts::StorageLocation& location = Session::current().database()->workspace().storage;
  nb::dict dict;
  dict["id"] = location.id;
  dict["uid"] = location.uid;
  dict["root"] = location.root;
  dict["type"] = location.type;
  dict["instance_uid"] = location.instance_uid;
  return dict;
}

/// The URL without ".git"; "" for none.
std::string git_repository(std::string url) {
  if (!url.empty() && !url.starts_with("https://"))
    throw Error(ErrorCode::invalid_value, "git repository URL must start with 'https://'.").with("url", url);
  if (url.ends_with(".git")) url.resize(url.size() - 4);
  return url;
}

/// A word, or a number from 0 to 5.
void set_verbosity(nb::handle given) {
  Log& log = Session::current().log();
  if (PyLong_Check(given.ptr())) {
    const auto number = nb::cast<long>(given);
    if (number < 0 || number > 5)
      throw Error(ErrorCode::invalid_value, "verbosity needs to be one of {0, 1, 2, 3, 4, 5}");
    return log.set_verbosity(verbosity_of(std::to_string(number)));
  }
  const std::string name(text_of(given));
  for (const char* known : {"error", "warning", "success", "info", "hint", "debug"}) {
    if (name == known) return log.set_verbosity(verbosity_of(name));
  }
  throw Error(ErrorCode::missing_key, name);
}

/// The settings that people change while they work, by name: one getter and one setter for all of them.
nb::object work_setting(std::string_view name, nb::object value, bool assign) {
  artifacts::WorkSettings& settings = Session::current().database()->workspace().settings;
  struct Switch {
    std::string_view name;
    bool artifacts::WorkSettings::* member;
  };
  static constexpr Switch switches[] = {
      {"track_run_inputs", &artifacts::WorkSettings::track_run_inputs},
      {"search_names", &artifacts::WorkSettings::search_names},
      {"artifact_skip_size_hash", &artifacts::WorkSettings::artifact_skip_size_hash},
      {"artifact_silence_missing_run_warning",
       &artifacts::WorkSettings::artifact_silence_missing_run_warning},
      {"_artifact_use_virtual_keys", &artifacts::WorkSettings::artifact_use_virtual_keys},
  };
  for (const Switch& one : switches) {
    if (one.name != name) continue;
    if (assign) settings.*one.member = nb::cast<bool>(value);
    return nb::bool_(settings.*one.member);
  }
  if (name != "sync_git_repo") throw Error(ErrorCode::no_attribute, std::string(name));
  if (assign) settings.sync_git_repo = git_repository(optional_text(value).value_or(""));
  return settings.sync_git_repo.empty() ? nb::none() : to_python(std::string_view(settings.sync_git_repo));
}

void bind_tools(nb::module_& module) {
  module.def("log", [](std::string_view level, std::string_view text) {
    Log& log = Session::current().log();
    if (level == "warning") return log.warning(text);
    if (level == "important") return log.important(text);
    if (level == "success") return log.success(text);
    if (level == "save") return log.save(text);
    if (level == "info") return log.info(text);
    if (level == "hint") return log.hint(text);
    if (level == "error") return log.error(text);
    log.print(text);
  });
  module.def("verbosity", [] { return to_python(name_of(Session::current().log().verbosity())); });
  module.def("set_verbosity", &set_verbosity);
  module.def("base62", [](int length) { return random_base62(static_cast<std::size_t>(length)); });
  module.def("bump_version",
             [](std::string_view version, std::string_view type) -> std::optional<std::string> {
               if (type != "major" && type != "minor") return std::nullopt;
               return records::bumped_version(
                   version, type == "major" ? records::VersionPart::major : records::VersionPart::minor);
             });
  module.def("hash_file", [](const std::string& path) {
    ContentHash hash = unlocked([&] { return hash_file(path); });
    return nb::make_tuple(hash.size, hash.hash, hash.type);
  });
  module.def("hash_string", [](std::string_view text) { return hash_string(text); });
  module.def("hash_set", [](std::vector<std::string> items) { return hash_set(std::move(items)); });
}

/// Leaving a program shows the sentence as it stands, so that it brings its icon.
void login(const std::optional<std::string>& user, const std::optional<std::string>& key) {
  try {
    log_in(Session::current().settings(), user, key);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::exit_requested) throw;
    throw Error(error.code(), "✗ " + error.sentence());
  }
}

}  // namespace

void bind_setup(nb::module_& module) {
  module.def("on_import", &on_import);
  module.def("reopen_after_fork", [] { Session::current().reopen_after_fork(); });
  module.def("is_connected", [] { return Session::current().is_connected(); });
  module.def("require_connected", [] { Session::current().database(); });
  module.def("require_module", [](const std::string& name) {
    const auto modules = Session::current().database()->instance->settings().modules;
    if (std::ranges::find(modules, name) != modules.end()) return;
    throw Error(ErrorCode::module_missing, "'" + name +
                                               "' is missing from this instance. Please go to your instance "
                                               "settings page and add it under 'schema modules'.");
  });
  module.def("init", &init);
  module.def("connect", &connect);
  module.def("close", [] {
    Session& session = Session::current();
    session.release();
    disconnect(session.settings(), session.log());
  });
  module.def("delete_instance", &remove);
  module.def("login", &login, nb::arg("user").none(), nb::arg("key").none());
  module.def("logout", [] { Session::current().settings().forget_current_user(); });
  module.def("instance", &optional_instance);
  module.def("user", &user);
  module.def("storage", &storage);
  module.def("work_setting", &work_setting, nb::arg("name"), nb::arg("value") = nb::none(),
             nb::arg("assign") = false);
  module.def("auto_connect", [] { return Session::current().settings().auto_connect(); });
  module.def("set_auto_connect", [](bool on) { Session::current().settings().set_auto_connect(on); });
  module.def("private_django_api", [] { return Session::current().settings().private_django_api(); });
  module.def("set_private_django_api",
             [](bool on) { Session::current().settings().set_private_django_api(on); });
  module.def("settings_directory", [] { return Session::current().settings().path().string(); });
  module.def("cache_directory", [] { return Session::current().settings().cache_directory().string(); });
  module.def("set_cache_directory", [](const std::string& path) {
    Session& session = Session::current();
    session.settings().set_cache_directory(path);
    if (session.is_connected()) session.database()->workspace().cache_directory = path;
  });
  bind_tools(module);
}

}  // namespace lamin::python
