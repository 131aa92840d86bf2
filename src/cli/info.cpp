#include "base/error.hpp"
#include "cli/builtins.hpp"
#include "cli/settings_text.hpp"

namespace lamin::cli {
namespace {

constexpr Option options[] = {
    {"--schema", "", "View database schema."},
    json_option,
};

int run(Context& context, const Arguments& arguments) {
  if (arguments.flag("--schema")) {
    throw Error{ErrorCode::unsupported, "the graph of the database schema is not built yet"}.hint(
        "`lamin list REGISTRY --json` shows the fields of a registry.");
  }
  print_settings(context, arguments.flag("--json"));
  return 0;
}

}  // namespace

constinit const Command info_command{"info", "Show info about current instance.", "", options, {}, run};

}  // namespace lamin::cli
