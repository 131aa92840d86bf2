// The Session is what the Python modules share in one process: the settings directory, the person's log on
// sys.stdout, the connected database, and the Python classes made from its declarations.
//
// All members are used with the GIL held.  Work of the engine runs without it: wrap calls that touch database
// or disk in `unlocked`.
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/log.hpp"
#include "instance/instance.hpp"
#include "instance/settings.hpp"
#include "lineage/context.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// A database that records and query sets come from.  Shared by them, so that it outlives each of them.
struct Database {
  std::unique_ptr<Instance> instance;
  std::string alias = "default";  // slug, when opened by `.using(...)`

  records::RecordStore& store() { return instance->records(); }
  artifacts::Workspace& workspace() { return instance->workspace(); }
  const schema::Catalog& catalog() { return instance->records().catalog(); }
};
using DatabasePtr = std::shared_ptr<Database>;

class Session {
 public:
  /// The one of this process; made at the first call, never destroyed.
  static Session& current();

  Log& log() { return log_; }
  SettingsDirectory& settings() { return *settings_; }
  bool is_connected() const { return database_ != nullptr; }
  /// Throws instance_not_set_up if no instance is connected.
  const DatabasePtr& database() const;
  /// The database of another instance: "owner/name"; the connected one for "" and "default".
  DatabasePtr using_database(std::string_view identifier);

  /// What `ln.track()` and `ln.finish()` act on: of the connected database.
  lineage::Context& context();

  void adopt(std::unique_ptr<Instance> instance);
  /// Forgets database and classes.
  void release();
  /// In the child of a fork: opens the databases anew, and leaves the parent's connections alone, which
  /// SQLite forbids to use or to close here.
  void reopen_after_fork();

  /// The Python class of a registry, made by lamindb._registry at the first call.
  nb::object class_of(const schema::Registry& registry);
  /// Takes a class that a package of registries has made for one of its own.
  void adopt_class(const std::string& name, nb::object type);
  /// None if no class of that registry is there yet.
  nb::object adopted_class(const std::string& name) const;
  /// The registry of a Python class or of one derived from it.  Throws invalid_type if it has none.
  const schema::Registry& registry_of(nb::handle type);

 private:
  Session();

  Log log_;
  std::unique_ptr<SettingsDirectory> settings_;
  DatabasePtr database_;
  std::unique_ptr<lineage::Context> context_;  // refers to database_
  std::unordered_map<std::string, DatabasePtr> others_;
  std::unordered_map<std::string, nb::object> classes_;
  std::unordered_map<PyObject*, const schema::Registry*> registries_;  // by class; alive through known_types_
  std::vector<nb::object> known_types_;
};

/// Asks with input(); true for "y".
bool ask_person(std::string_view question);

/// Runs `work` without the GIL and returns its result.
template <class Work>
auto unlocked(Work&& work) {
  nb::gil_scoped_release release;
  return work();
}

}  // namespace lamin::python
