// An Instance is one LaminDB database with its storage: it puts the modules together and owns what they share.  It is the
// only place that names implementations (SQLite, local storage).
//
// Any number of instances can be open in one process, from several threads; there are no globals.  Which one is
// "current" is remembered in the settings directory (instance/settings.hpp) and, within a process, by the front end.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
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
  /// Creates database, storage mark, default rows and settings files, and connects; connects only if an instance of that
  /// name exists.  Nothing is left behind when it throws.  Throws invalid_value, module_missing, permission_denied, ...
  static std::unique_ptr<Instance> init(const InitOptions& options, SettingsDirectory& settings, Log& log);

  /// Opens the instance `identifier` ("name" or "owner/name" or its hub URL) and remembers it as the current one.
  static std::unique_ptr<Instance> connect(std::string_view identifier, SettingsDirectory& settings, Log& log);

  /// Opens the current instance of `settings` without writing anything.  Throws instance_not_set_up if there is none.
  static std::unique_ptr<Instance> open_current(SettingsDirectory& settings, Log& log);

  /// Opens by settings without making it current: for `.using("owner/name")`.
  static std::unique_ptr<Instance> open(const InstanceSettings& instance, SettingsDirectory& settings, Log& log);

  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  const InstanceSettings& settings() const;
  std::string slug() const;
  records::RecordStore& records();
  artifacts::Workspace& workspace();
  Log& log();

 private:
  struct Parts;
  explicit Instance(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Forgets the current instance: "closed instance: owner/name" or "no instance loaded".
void disconnect(SettingsDirectory& settings, Log& log);

struct DeleteOptions {
  bool force = false;          // do not ask
  bool require_empty = true;   // refuse while the storage holds objects
};
/// Removes settings files, database and storage mark.  Throws instance_not_found, instance_not_empty.
void remove_instance(std::string_view identifier, const DeleteOptions& options, SettingsDirectory& settings, Log& log,
                     const std::function<bool(std::string_view)>& confirm);

}  // namespace lamin
