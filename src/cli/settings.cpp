#include "base/json.hpp"
#include "cli/builtins.hpp"
#include "cli/parse.hpp"
#include "cli/settings_text.hpp"

namespace lamin::cli {
namespace {

// A switch is a flag file in the settings directory.
struct Switch {
  std::string_view name;
  bool (SettingsDirectory::*get)() const;
  void (SettingsDirectory::*set)(bool);
};

constexpr Switch switches[] = {
    {"auto-connect", &SettingsDirectory::auto_connect, &SettingsDirectory::set_auto_connect},
    {"private-django-api", &SettingsDirectory::private_django_api,
     &SettingsDirectory::set_private_django_api},
};
constexpr std::string_view names[] = {switches[0].name, switches[1].name};

const Switch& switch_of(std::string_view name) {
  return name == switches[0].name ? switches[0] : switches[1];
}

int set(Context& context, const Arguments& arguments) {
  const bool on = boolean_of(arguments.positional(1), "VALUE");
  (context.settings().*switch_of(arguments.positional(0)).set)(on);
  return 0;
}

int get(Context& context, const Arguments& arguments) {
  const bool on = (context.settings().*switch_of(arguments.positional(0)).get)();
  context.terminal().data_line(on ? "true" : "false");
  return 0;
}

int show(Context& context, const Arguments& arguments) {
  if (!arguments.flag("--json")) context.terminal().data_line("Configure: see `lamin settings --help`");
  print_settings(context, arguments.flag("--json"));
  return 0;
}

constexpr Positional set_positionals[] = {{.name = "SETTING", .choices = names}, {.name = "VALUE"}};
constexpr Positional get_positionals[] = {{.name = "SETTING", .choices = names}};
constexpr Option options[] = {json_option};

constexpr Command set_command{"set", "Update settings.", "", {}, set_positionals, set};
constexpr Command get_command_{"get", "Print a setting.", "", {}, get_positionals, get};
constexpr const Command* subcommands[] = {&set_command, &get_command_};

}  // namespace

constinit const Command settings_command{
    "settings", "Manage settings.", "Call without subcommands and options to show settings.", options, {},
    show,       subcommands};

}  // namespace lamin::cli
