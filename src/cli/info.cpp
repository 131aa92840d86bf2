#include "cli/builtins.hpp"
#include "cli/schema_graph.hpp"
#include "cli/settings_text.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

constexpr Option options[] = {
    {"--schema", "", "Print the database schema as a graph for Graphviz."},
    json_option,
};

int run(Context& context, const Arguments& arguments) {
  if (arguments.flag("--schema")) {
    context.terminal().data_line(schema_graph(context.instance().records().catalog()));
    return 0;
  }
  print_settings(context, arguments.flag("--json"));
  return 0;
}

}  // namespace

constinit const Command info_command{"info", "Show info about current instance.", "", options, {}, run};

}  // namespace lamin::cli
