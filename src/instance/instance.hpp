// An Instance is one LaminDB database with its storage: it puts the modules together and owns what they
// share.  It is the only place that names implementations (SQLite, Postgres, local storage).
//
// Any number of instances can be open in one process, from several threads; there are no globals.  Which one
// is "current" is remembered in the settings directory (instance/settings.hpp) and, within a process, by the
// front end.
//
// Errors of opening, beside those named below: file_missing and database_failed (no database, not one of
// LaminDB, the storage moved), permission_denied, database_locked, settings_outdated, unsupported (cloud
// storage).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/workspace.hpp"
#include "base/log.hpp"
#include "instance/settings.hpp"
#include "records/store.hpp"

namespace lamin {

struct InitOptions {
  std::string storage;               // folder; created if missing
  std::string name;                  // "" = from the storage
  std::string database;              // "" = SQLite in the storage
  std::vector<std::string> modules;  // "bionty", "wetlab"
};

class Instance {
 public:
  /// Creates database, storage mark, default rows and settings files, and connects; only connects if an
  /// instance of that name exists.  A database that is there already is never overwritten.  Nothing is left
  /// behind when it throws: invalid_value (name, storage), module_missing, permission_denied, storage_full,
  /// unsupported, ...
  static std::unique_ptr<Instance> init(const InitOptions& options, SettingsDirectory& settings, Log& log);

  /// Opens the instance `identifier` ("name" or "owner/name" or its hub URL) and remembers it as the current
  /// one.  Throws instance_not_found.
  static std::unique_ptr<Instance> connect(std::string_view identifier, SettingsDirectory& settings,
                                           Log& log);

  /// Opens the current instance of `settings` without writing anything.  Throws instance_not_set_up if there
  /// is none.
  static std::unique_ptr<Instance> open_current(SettingsDirectory& settings, Log& log);

  /// Opens by settings without making it current: for `.using("owner/name")`.
  ///
  /// A database whose migrations are behind or ahead of lamindb 1.3.2 is opened for reading only, with a
  /// warning; one that this user may not write is, too (`Workspace::is_read_only`).
  static std::unique_ptr<Instance> open(const InstanceSettings& instance, const SettingsDirectory& settings,
                                        Log& log);

  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  const InstanceSettings& settings() const;
  std::string slug() const { return settings().slug(); }
  records::RecordStore& records();
  artifacts::Workspace& workspace();
  Log& log();

 private:
  struct Parts;
  explicit Instance(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// The known instance that `identifier` names.  Throws invalid_value for what is no identifier,
/// instance_not_found.
InstanceSettings find_instance(std::string_view identifier, const SettingsDirectory& settings);

/// Forgets the current instance: "closed instance: owner/name" or "no instance loaded".
void disconnect(SettingsDirectory& settings, Log& log);

struct DeleteOptions {
  bool force = false;         // do not ask
  bool require_empty = true;  // refuse while the storage holds objects
};
/// Removes settings files, database and storage mark; false if the person said no.  Throws
/// instance_not_found, instance_not_empty.
bool remove_instance(std::string_view identifier, const DeleteOptions& options, SettingsDirectory& settings,
                     Log& log, const std::function<bool(std::string_view)>& confirm);

}  // namespace lamin
