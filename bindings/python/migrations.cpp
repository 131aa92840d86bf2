// Modules of one's own and migrations, for lamindb._custom and `ln.setup.migrate`.
#include "instance/migrate.hpp"

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "instance/modules.hpp"
#include "session.hpp"

namespace lamin::python {
namespace {

InstanceSettings current() {
  Session& session = Session::current();
  if (session.is_connected()) return session.database()->instance->settings();
  const auto instance = session.settings().current_instance();
  if (!instance) {
    throw Error{ErrorCode::instance_not_set_up,
                "No instance is loaded! Call `lamin init` or `lamin connect`"};
  }
  return *instance;
}

using Created = std::tuple<std::string, std::string, std::vector<std::string>>;

std::vector<Created> create() {
  std::vector<Created> made;
  for (const auto& migration : create_migrations(current(), Session::current().settings())) {
    made.emplace_back(migration.module, migration.path.native(), migration.changes);
  }
  return made;
}

std::vector<std::string> deploy() {
  Session& session = Session::current();
  const auto deployed =
      unlocked([&] { return deploy_migrations(current(), session.settings(), session.log()); });
  std::vector<std::string> names;
  for (const auto& name : deployed.migrations) names.push_back(name.module + "." + name.name);
  return names;
}

bool check() {
  Session& session = Session::current();
  if (migrations_are_complete(current(), session.settings())) return true;
  session.log().error(
      "migrations are not in sync with ORMs, please create a migration: lamin migrate create");
  return false;
}

using Named = std::vector<std::pair<std::string, std::string>>;  // module, migration

Named defined() {
  Named names;
  for (const auto& module : list_migrations(current(), Session::current().settings())) {
    for (const auto& migration : module.migrations) names.emplace_back(module.module, migration.name);
  }
  return names;
}

Named deployed() {
  Named names;
  for (auto& [module, name] : applied_migrations(current())) names.emplace_back(module, name);
  return names;
}

std::vector<std::string> shown() {
  return lines_of(list_migrations(current(), Session::current().settings()));
}

std::vector<std::string> mounted_modules() {
  Session& session = Session::current();
  return session.is_connected() ? session.database()->catalog().modules() : std::vector<std::string>{};
}

}  // namespace

void bind_migrations(nb::module_& module) {
  module.def("save_module", [](std::string name, const std::string& declaration) {
    save_module({std::move(name), Json::parse(declaration)}, Session::current().settings());
  });
  module.def("mounted_modules", &mounted_modules);
  module.def("instance_modules", [] { return current().modules; });
  module.def("migrate_create", &create);
  module.def("migrate_deploy", &deploy);
  module.def("migrate_check", &check);
  module.def("migrate_defined", &defined);
  module.def("migrate_deployed", &deployed);
  module.def("migrate_show", &shown);
  module.def("migrate_squash", [](const std::string& name, const std::string& start, const std::string& end) {
    squash_migrations(name, start, end, Session::current().settings());
  });
  module.def("adopt_class", [](const std::string& name, nb::object type) {
    Session::current().adopt_class(name, std::move(type));
  });
  module.def("adopted_class", [](const std::string& name) { return Session::current().adopted_class(name); });
}

}  // namespace lamin::python
