#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "instance/database.hpp"
#include "instance/instance.hpp"
#include "instance/modules.hpp"
#include "migrations/reading.hpp"
#include "query/query.hpp"

namespace lamin {

struct Instance::Parts {
  InstanceSettings settings;
  records::RecordStore records;
  artifacts::Workspace workspace;

  Parts(const InstanceSettings& instance, std::unique_ptr<sql::Connection> connection,
        std::shared_ptr<const schema::Catalog> catalog, Log& log)
      : settings(instance),
        records(std::move(connection), std::move(catalog)),
        workspace{.records = records, .log = log, .slug = instance.slug(), .instance_uid = instance.uid()} {}
};

namespace {

namespace fs = std::filesystem;
using records::Record;
using records::RecordStore;

void require_local(const InstanceSettings& instance) {
  if (instance.storage_root.find("://") != std::string::npos) {
    throw Error{ErrorCode::unsupported, "cloud storage is not built yet"}.with("storage",
                                                                               instance.storage_root);
  }
}

std::unique_ptr<sql::Connection> open_existing(const InstanceSettings& instance) {
  try {
    const bool is_in_former_place =
        !instance.database && !fs::exists(instance.sqlite_path()) && fs::exists(former_sqlite_path(instance));
    return open_database(instance, is_in_former_place ? sql::OpenMode::read_only : sql::OpenMode::read_write);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::file_missing) throw;
    throw Error{ErrorCode::file_missing, "The database of the instance " + instance.slug() + " is gone"}
        .with("path", place_of(instance))
        .hint("If the storage moved, bring it back, or forget the instance: `lamin delete " +
              instance.slug() + "`.");
  }
}

std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  std::vector<std::string> shown(names.begin(),
                                 names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most)));
  if (names.size() > most) shown.push_back("and " + std::to_string(names.size() - most) + " more");
  return join(shown, ", ");
}

void warn(const MigrationStanding& standing, const migrations::ReadingViews& views, Log& log) {
  const bool is_ahead = standing.kind == MigrationStanding::Kind::ahead;
  std::string text = "the database (" + standing.app + " " + standing.applied + ") is " +
                     (is_ahead ? "ahead of" : "behind") + " lamindb 1.3.2 (" + standing.known +
                     "): it is opened for reading only";
  if (!views.empty_registries.empty())
    text += "\n  without records, since it lacks them: " + some_of(views.empty_registries);
  if (!views.missing_fields.empty())
    text += "\n  null, since it lacks them: " + some_of(views.missing_fields);
  if (views.unseen_tables + views.unseen_columns > 0) {
    text += "\n  there, but not seen: " + std::to_string(views.unseen_tables) + " tables and " +
            std::to_string(views.unseen_columns) + " columns";
  }
  log.warning(text);
  log.warning(is_ahead ? "please update lamin-cpp"
                       : "if you are an admin, migrate your database: lamin migrate deploy");
}

void warn_of_former_place(const InstanceSettings& instance, Log& log) {
  log.warning("the database lies where lamindb 1.2 and older keep it (" +
              former_sqlite_path(instance).native() + "): it is opened for reading only");
  log.warning("to bring it to its new place, migrate your database: lamin migrate deploy");
}

struct Opened {
  std::unique_ptr<sql::Connection> connection;
  bool is_read_only = false;
};

// What another version made is read as it is.
Opened open_checked(const InstanceSettings& instance, const schema::Catalog& catalog, Log& log) {
  auto connection = open_existing(instance);
  const auto standing = standing_of(*connection, catalog, place_of(instance));
  const bool is_same = standing.kind == MigrationStanding::Kind::same;
  if (is_same && (instance.database || fs::exists(instance.sqlite_path()))) {
    const bool is_read_only = !takes_writes(*connection, instance);
    return {std::move(connection), is_read_only};
  }
  if (is_same) warn_of_former_place(instance, log);
  const auto views = migrations::reading_views(*connection, catalog);
  if (!is_same) warn(standing, views, log);
  connection.reset();
  return {open_database(instance, sql::OpenMode::read_only, views.script), true};
}

artifacts::StorageLocation storage_of(RecordStore& store, const InstanceSettings& instance) {
  query::Query query(store.registry("Storage"));
  query.where("root", instance.storage_root);
  const auto row = store.first(query);
  if (!row) {
    throw Error{ErrorCode::database_failed, "The database does not know the storage of its instance"}
        .with("storage", instance.storage_root)
        .hint("The storage was moved or renamed: move it back to where it was.");
  }
  return {row->id(), std::string(row->uid()), instance.storage_root, std::string(row->get("type").text()),
          std::string(row->get("instance_uid").text())};
}

// The row of the user who works here; written when it is this user's first time in this database, if that can
// be.
std::int64_t user_id(RecordStore& store, const UserSettings& user, bool is_read_only) {
  const auto& registry = store.registry("User");
  query::Query query(registry);
  query.where("uid", user.uid);
  if (const auto row = store.first(query)) return row->id();
  if (is_read_only) return 0;
  Record row(registry);
  row.set("uid", user.uid);
  row.set("handle", user.handle);
  if (user.name) row.set("name", *user.name);
  store.save(row);
  return row.id();
}

bool refuse_to_ask(std::string_view question) {
  throw Error{ErrorCode::runtime_failed, "There is nobody to answer the question"}.with("question", question);
}

}  // namespace

Instance::Instance(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Instance::~Instance() = default;

std::unique_ptr<Instance> Instance::open(const InstanceSettings& instance, const SettingsDirectory& settings,
                                         Log& log) {
  require_local(instance);
  const auto catalog = catalog_of(instance.modules, settings, log);
  auto opened = open_checked(instance, *catalog, log);
  auto parts = std::make_unique<Parts>(instance, std::move(opened.connection), catalog, log);
  parts->workspace.storage = storage_of(parts->records, instance);
  parts->workspace.cache_directory = settings.cache_directory();
  parts->workspace.settings.sync_git_repo = instance.git_repo.value_or("");
  parts->workspace.confirm = refuse_to_ask;
  parts->workspace.is_read_only = opened.is_read_only;
  parts->records.set_authorship({.user_id = user_id(parts->records, settings.user(), opened.is_read_only)});
  return std::unique_ptr<Instance>(new Instance(std::move(parts)));
}

const InstanceSettings& Instance::settings() const {
  return parts_->settings;
}
RecordStore& Instance::records() {
  return parts_->records;
}
artifacts::Workspace& Instance::workspace() {
  return parts_->workspace;
}
Log& Instance::log() {
  return parts_->workspace.log;
}

}  // namespace lamin
