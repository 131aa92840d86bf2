#include <filesystem>

#include "base/error.hpp"
#include "base/json.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "cli/usage.hpp"
#include "instance/cache.hpp"

namespace lamin::cli {
namespace {

namespace fs = std::filesystem;

int get(Context& context, const Arguments& arguments) {
  const std::string path = context.settings().cache_directory().native();
  if (arguments.flag("--json")) {
    Json json = Json::object();
    json["cache_directory"] = path;
    context.terminal().data_line(json.pretty_text());
  } else {
    context.terminal().data_line("The cache directory is " + path);
  }
  return 0;
}

int set(Context& context, const Arguments& arguments) {
  const std::string& folder = arguments.positional(0);
  if (fs::exists(folder) && !fs::is_directory(folder)) {
    throw UsageError("Invalid value for 'CACHE_DIR': Directory '" + folder + "' is a file.");
  }
  context.speak_up();
  move_cache(folder, context.settings(), context.log());
  return 0;
}

int clear(Context& context, const Arguments&) {
  context.speak_up();
  clear_cache(context.settings(), context.log());
  return 0;
}

constexpr Option get_options[] = {json_option};
constexpr Positional set_positionals[] = {{.name = "CACHE_DIR", .completes = Completes::folder}};

constexpr Command clear_command{"clear", "Clear the cache directory.", "", {}, {}, clear};
constexpr Command get_command_{"get", "Get the cache directory.", "", get_options, {}, get};
constexpr Command set_command{"set", "Set the cache directory.", "", {}, set_positionals, set};
constexpr const Command* subcommands[] = {&clear_command, &get_command_, &set_command};

}  // namespace

constinit const Command cache_command{"cache", "Manage cache.", "", {}, {}, nullptr, subcommands};

}  // namespace lamin::cli
