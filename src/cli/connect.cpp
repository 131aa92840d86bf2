#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

constexpr Positional positionals[] = {{.name = "INSTANCE", .completes = Completes::instance}};

int run(Context& context, const Arguments& arguments) {
  Instance::connect(arguments.positional(0), context.settings(), context.log());
  return 0;
}

}  // namespace

constinit const Command connect_command{
    "connect",
    "Connect to an instance.",
    "Pass a slug (`account/name`) or URL (`https://lamin.ai/account/name`).\n\n"
    "`lamin connect` switches auto-connect on, so that you auto-connect in a Python session\n"
    "upon importing `lamindb`.",
    {},
    positionals,
    run};

}  // namespace lamin::cli
