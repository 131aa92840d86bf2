#include "instance/migrate.hpp"

#include <cstdlib>

#include "base/error.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "cli/python_modules.hpp"
#include "cli/usage.hpp"

namespace lamin::cli {
namespace {

InstanceSettings current(Context& context) {
  auto instance = context.settings().current_instance();
  if (!instance) {
    throw Error{ErrorCode::exit_requested, "No instance is loaded! Call `lamin init` or `lamin connect`"};
  }
  refresh_declarations(instance->modules, context.settings());
  return *std::move(instance);
}

int create(Context& context, const Arguments&) {
  const auto created = create_migrations(current(context), context.settings());
  if (created.empty()) context.terminal().data_line("No changes detected");
  for (const auto& migration : created) {
    context.terminal().data_line("Migrations for '" + migration.module + "':");
    context.terminal().data_line("  " + migration.path.native());
    for (const auto& change : migration.changes) context.terminal().data_line("    " + change);
  }
  return 0;
}

int deploy(Context& context, const Arguments&) {
  context.speak_up();
  const auto deployed = deploy_migrations(current(context), context.settings(), context.log());
  context.terminal().data_line("Running migrations:");
  if (deployed.migrations.empty()) context.terminal().data_line("  No migrations to apply.");
  for (const auto& name : deployed.migrations) {
    context.terminal().data_line("  Applying " + name.module + "." + name.name + "... OK");
  }
  for (const auto& step : deployed.steps) context.log().info(step);
  return 0;
}

int squash(Context& context, const Arguments& arguments) {
  const auto module = arguments.value("--package-name"), end = arguments.value("--end-number");
  if (!module) throw UsageError("Missing option '--package-name'.");
  if (!end) throw UsageError("Missing option '--end-number'.");
  const auto path =
      squash_migrations(*module, arguments.value_or("--start-number", ""), *end, context.settings());
  context.terminal().data_line("Created new squashed migration " + path.native());
  return 0;
}

int check(Context& context, const Arguments&) {
  if (migrations_are_complete(current(context), context.settings())) return 0;
  throw Error{ErrorCode::exit_requested,
              "migrations are not in sync with ORMs, please create a migration: lamin migrate create"};
}

int show(Context& context, const Arguments&) {
  for (const auto& line : lines_of(list_migrations(current(context), context.settings())))
    context.terminal().data_line(line);
  return 0;
}

constexpr Option squash_options[] = {
    {"--package-name", "TEXT", ""},
    {"--end-number", "TEXT", ""},
    {"--start-number", "TEXT", ""},
};

constexpr Command create_command{"create", "Create a new migration.", "", {}, {}, create};
constexpr Command deploy_command{"deploy", "Deploy migrations.", "", {}, {}, deploy};
constexpr Command squash_command{"squash", "Squash migrations.", "", squash_options, {}, squash};
constexpr Command check_command{"check", "Check that migrations say what the registries say.", "", {}, {},
                                check};
constexpr Command show_command{"show", "Show migrations and which are applied.", "", {}, {}, show};
constexpr const Command* subcommands[] = {&check_command, &create_command, &deploy_command, &show_command,
                                          &squash_command};

}  // namespace

constinit const Command migrate_command{"migrate",  "Manage database schema migrations.", "", {}, {}, nullptr,
                                        subcommands};

}  // namespace lamin::cli
