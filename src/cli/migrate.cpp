#include "base/error.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"

namespace lamin::cli {
namespace {

int refuse(Context& context, std::string_view act) {
  if (!context.settings().current_instance()) {
    throw Error{ErrorCode::exit_requested, "No instance is loaded! Call `lamin init` or `lamin connect`"};
  }
  throw Error{ErrorCode::unsupported, std::string(act) + " migrations is not built yet"}.hint(
      "Instances made by `lamin init` are up to date with lamindb 1.3.2; for older ones use `lamin migrate` "
      "of lamindb 1.3.2.");
}

int create(Context& context, const Arguments&) {
  return refuse(context, "creating");
}
int deploy(Context& context, const Arguments&) {
  return refuse(context, "deploying");
}
int squash(Context& context, const Arguments&) {
  return refuse(context, "squashing");
}

constexpr Option squash_options[] = {
    {"--package-name", "TEXT", ""},
    {"--end-number", "TEXT", ""},
    {"--start-number", "TEXT", ""},
};

constexpr Command create_command{"create", "Create a new migration.", "", {}, {}, create};
constexpr Command deploy_command{"deploy", "Deploy migrations.", "", {}, {}, deploy};
constexpr Command squash_command{"squash", "Squash migrations.", "", squash_options, {}, squash};
constexpr const Command* subcommands[] = {&create_command, &deploy_command, &squash_command};

}  // namespace

constinit const Command migrate_command{"migrate",  "Manage database schema migrations.", "", {}, {}, nullptr,
                                        subcommands};

}  // namespace lamin::cli
