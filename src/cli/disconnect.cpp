#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

int run(Context& context, const Arguments&) {
  context.speak_up();
  disconnect(context.settings(), context.log());
  return 0;
}

}  // namespace

constinit const Command disconnect_command{
    "disconnect", "Disconnect from an instance.", "Is the opposite of connecting to an instance.", {}, {},
    run};

}  // namespace lamin::cli
