#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "base/uid.hpp"
#include "instance/database.hpp"
#include "instance/instance.hpp"
#include "instance/migrate.hpp"
#include "instance/modules.hpp"
#include "migrations/initial.hpp"
#include "registries/builtins.hpp"
#include "sql/postgres/postgres.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view managed_folder = ".lamindb";

// --- what is asked for
// -----------------------------------------------------------------------------------------------

void check_database(const std::string& url) {
  if (url.empty()) return;
  const std::string scheme = url.substr(0, std::min(url.find("://"), url.size()));
  if (scheme == "postgresql" || scheme == "postgres") return;
  // "host=... dbname=...", as libpq takes it, too.
  if (scheme == url && contains(url, "=")) return;
  throw Error{ErrorCode::invalid_value, "Invalid scheme: " + (scheme == url ? "" : scheme)}.hint(
      "For SQLite leave out --db: the database is then a file in the storage.");
}

void check_storage(const std::string& storage) {
  if (storage.empty()) throw Error{ErrorCode::exit_requested, "`storage` argument can't be `None`"};
  const std::size_t end = storage.find("://");
  const std::string protocol = storage.substr(0, end == std::string::npos ? 0 : end);
  if (storage.starts_with("create-s3") || protocol == "s3" || protocol == "gs" || protocol == "hf" ||
      protocol.starts_with("http")) {
    throw Error{ErrorCode::unsupported, "cloud storage is not built yet"}
        .with("storage", storage)
        .hint("Pass a local folder.");
  }
  if (!protocol.empty() && protocol != "file") {
    throw Error{
        ErrorCode::invalid_value,
        "Protocol " + protocol + " is not supported, valid protocols are local, gs, s3, hf, http, https"};
  }
  if (contains(storage, managed_folder)) {
    throw Error{ErrorCode::invalid_value,
                "Please pass a folder name that does not end or contain \".lamindb\""};
  }
}

void check_modules(const std::vector<std::string>& modules, const SettingsDirectory& settings) {
  const auto available = registries::available_modules();
  for (const auto& module : modules) {
    if (is_builtin_module(module) || find_module(module, settings)) continue;
    throw Error{ErrorCode::module_missing,
                "schema module '" + module + "' is not installed → resolve via `pip install " + module + "`"}
        .hint("Modules built into lamin-cpp: " + join(available, ", ") + ".");
  }
}

fs::path root_of(std::string_view storage) {
  if (storage.starts_with("file://")) storage.remove_prefix(std::string_view("file://").size());
  fs::path root = fs::weakly_canonical(fs::absolute(fs::path(storage)));
  return root.has_filename() ? root : root.parent_path();
}

std::string name_of(const InitOptions& options, const fs::path& root, Log& log) {
  if (!options.name.empty()) return options.name;
  if (options.database.empty()) return unicode_lower(root.filename().native());
  log.warning("using the sql database name for the instance name");
  return sql::database_name(options.database);
}

InstanceSettings settings_of(const InitOptions& options, const SettingsDirectory& settings, Log& log) {
  const UserSettings user = settings.user();
  if (contains(options.name, "/"))
    throw Error{ErrorCode::invalid_value, "Invalid instance name: '/' delimiter not allowed."};
  check_storage(options.storage);
  check_database(options.database);
  check_modules(options.modules, settings);
  const fs::path root = root_of(options.storage);
  InstanceSettings instance;
  instance.owner = user.handle;
  instance.name = name_of(options, root, log);
  if (instance.name.empty()) throw Error{ErrorCode::invalid_value, "The instance needs a name: pass --name"};
  instance.id = environment("LAMINDB_INSTANCE_ID_INIT").value_or(uuid5_url_hex(instance.slug()));
  std::erase(instance.id, '-');
  instance.storage_root = root.native();
  if (!options.database.empty()) instance.database = options.database;
  instance.modules = options.modules;
  return instance;
}

// --- what is made
// ----------------------------------------------------------------------------------------------------

// Takes back what was made, unless all of it was.
class Undo {
 public:
  ~Undo() {
    if (kept_) return;
    std::error_code ignored;
    for (auto path = made_.rbegin(); path != made_.rend(); ++path) fs::remove(*path, ignored);
  }
  Undo() = default;
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;

  void made(fs::path path) { made_.push_back(std::move(path)); }
  void keep() { kept_ = true; }

 private:
  std::vector<fs::path> made_;  // files, and folders, which go only if they are empty
  bool kept_ = false;
};

void make_missing_folders(const fs::path& folder, Undo& undo) {
  std::vector<fs::path> missing;
  for (fs::path at = folder; !fs::exists(at) && at != at.parent_path(); at = at.parent_path())
    missing.push_back(at);
  for (auto path = missing.rbegin(); path != missing.rend(); ++path) undo.made(*path);
  make_folders(folder);
}

fs::path mark_path(const InstanceSettings& instance) {
  return fs::path(instance.storage_root) / managed_folder / "storage_uid.txt";
}

// The mark of a location that stays in use keeps its uid: other instances know it by that.
std::string storage_uid(const InstanceSettings& instance) {
  if (const auto mark = read_text_file(mark_path(instance))) {
    if (trim(*mark).size() == 12) return std::string(trim(*mark));
  }
  return environment("LAMINDB_STORAGE_LNID_INIT").value_or(random_base62(12));
}

void write_mark(const InstanceSettings& instance, const std::string& uid, Undo& undo) {
  const fs::path path = mark_path(instance);
  if (fs::exists(path)) return;
  undo.made(path);
  replace_text_file(path, uid);
}

RegisteredStorage register_storage(sql::Connection& connection, const InstanceSettings& instance) {
  const RegisteredStorage storage{storage_uid(instance), instance.uid()};
  constexpr std::array<std::string_view, 6> columns = {"uid",          "root",          "type",
                                                       "instance_uid", "created_by_id", "_aux"};
  const std::vector<std::vector<Value>> rows = {
      {storage.uid, instance.storage_root, "local", storage.instance_uid, 1, nullptr}};
  migrations::insert_rows(connection, "lamindb_storage", columns, rows);
  return storage;
}

// A database is in the storage already: it is this instance's own, or it is not touched.
void adopt(const InstanceSettings& instance, const schema::Catalog& catalog, Undo& undo) {
  const auto connection = open_database(instance);
  standing_of(*connection, catalog, place_of(instance));
  auto storage = registered_storage(*connection, instance.storage_root);
  // Several instances may share a server's database, each with a storage of its own.
  if (!storage && instance.database) storage = register_storage(*connection, instance);
  if (!storage || storage->instance_uid != instance.uid()) {
    throw Error{ErrorCode::invalid_value, "Storage root " + instance.storage_root +
                                              " is already managed by instance " +
                                              (storage ? storage->instance_uid : "unknown")}
        .with("database", place_of(instance))
        .hint("Pass another folder, or connect to the instance that is there by its name.");
  }
  write_mark(instance, storage->uid, undo);
}

bool create_file(const InstanceSettings& instance, const schema::Catalog& catalog,
                 const registries::FirstUser& user, const registries::FirstStorage& storage, Undo& undo) {
  const fs::path path = instance.sqlite_path();
  if (fs::exists(path) && fs::file_size(path) > 0) return false;
  // An empty file is what a killed program left: SQLite takes it for an empty database.
  if (fs::exists(path)) fs::remove(path);
  if (!create_database_file(path, catalog, user, storage)) return false;
  for (const auto suffix : {"-shm", "-wal", ""}) undo.made(path.native() + suffix);
  return true;
}

/// Returns false if a database was there already.
bool create(const InstanceSettings& instance, const schema::Catalog& catalog, const UserSettings& user,
            Undo& undo) {
  const registries::FirstUser first_user{user.uid, user.handle, user.name};
  const registries::FirstStorage storage{
      .uid = storage_uid(instance), .root = instance.storage_root, .instance_uid = instance.uid()};
  const bool is_new = instance.database
                          ? fill_database(*open_database(instance), catalog, first_user, storage)
                          : create_file(instance, catalog, first_user, storage, undo);
  if (!is_new) return false;
  write_mark(instance, storage.uid, undo);
  return true;
}

std::optional<InstanceSettings> existing(const InstanceSettings& wanted, const SettingsDirectory& settings,
                                         Log& log) {
  const auto known = settings.instance(wanted.owner, wanted.name);
  if (!known) return std::nullopt;
  if (!known->database && !fs::exists(known->sqlite_path())) {
    log.warning("instance exists with id " + known->id + ", but database is not loadable: re-initializing");
    return std::nullopt;
  }
  if (known->storage_root != wanted.storage_root) {
    log.warning("instance " + known->slug() + " exists with storage " + known->storage_root +
                ": connecting to it");
  }
  return known;
}

}  // namespace

std::unique_ptr<Instance> Instance::init(const InitOptions& options, SettingsDirectory& settings, Log& log) {
  const UserSettings user = settings.ensure_user(log);
  const InstanceSettings wanted = settings_of(options, settings, log);
  if (const auto known = existing(wanted, settings, log)) return connect(known->slug(), settings, log);
  Undo undo;
  make_missing_folders(fs::path(wanted.storage_root) / managed_folder, undo);
  const auto catalog = catalog_of(wanted.modules, settings, log);
  const bool is_new = create(wanted, *catalog, user, undo);
  if (!is_new) adopt(wanted, *catalog, undo);
  if (!std::ranges::all_of(wanted.modules, is_builtin_module)) {
    deploy_migrations(wanted, settings, log);
  }
  auto instance = open(wanted, settings, log);
  settings.save_instance(wanted);
  settings.set_current(wanted);
  settings.set_auto_connect(true);
  undo.keep();
  log.important((is_new ? "initialized lamindb: " : "connected lamindb: ") + wanted.slug());
  return instance;
}

}  // namespace lamin
