#include "base/error.hpp"
#include "instance/database.hpp"
#include "instance/instance.hpp"
#include "instance/modules.hpp"
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
    return open_database(instance);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::file_missing) throw;
    if (fs::exists(fs::path(instance.storage_root) / (instance.id + ".lndb"))) {
      throw Error{ErrorCode::file_missing, "The database of the instance " + instance.slug() +
                                               " lies where lamindb 1.2 and older keep it"}
          .with("storage", instance.storage_root)
          .hint("Bring it up to date: lamin migrate deploy.");
    }
    throw Error{ErrorCode::file_missing, "The database of the instance " + instance.slug() + " is gone"}
        .with("path", place_of(instance))
        .hint("If the storage moved, bring it back, or forget the instance: `lamin delete " +
              instance.slug() + "`.");
  }
}

void warn(const MigrationStanding& standing, Log& log) {
  const bool is_ahead = standing.kind == MigrationStanding::Kind::ahead;
  log.warning("the database (" + standing.app + " " + standing.applied + ") is " +
              (is_ahead ? "ahead of" : "behind") + " lamindb 1.3.2 (" + standing.known +
              "): it is opened for reading only, and what the other version " +
              (is_ahead ? "added is not seen" : "lacks gives an error"));
  log.warning(is_ahead ? "please update lamin-cpp"
                       : "if you are an admin, migrate your database: lamin migrate deploy");
}

std::unique_ptr<sql::Connection> open_checked(const InstanceSettings& instance,
                                              const schema::Catalog& catalog, Log& log) {
  auto connection = open_existing(instance);
  const auto standing = standing_of(*connection, catalog, place_of(instance));
  if (standing.kind == MigrationStanding::Kind::same) return connection;
  warn(standing, log);
  connection.reset();
  return open_database(instance, sql::OpenMode::read_only);
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

// The row of the user who works here; written when it is this user's first time in this database.
std::int64_t user_id(RecordStore& store, const UserSettings& user) {
  const auto& registry = store.registry("User");
  query::Query query(registry);
  query.where("uid", user.uid);
  if (const auto row = store.first(query)) return row->id();
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
  auto parts = std::make_unique<Parts>(instance, open_checked(instance, *catalog, log), catalog, log);
  parts->workspace.storage = storage_of(parts->records, instance);
  parts->workspace.cache_directory = settings.cache_directory();
  parts->workspace.settings.sync_git_repo = instance.git_repo.value_or("");
  parts->workspace.confirm = refuse_to_ask;
  parts->records.set_authorship({.user_id = user_id(parts->records, settings.user())});
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
