#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

constexpr Option options[] = {
    {"--force", "", "Do not ask for confirmation."},
};
constexpr Positional positionals[] = {{.name = "INSTANCE", .completes = Completes::instance}};

int run(Context& context, const Arguments& arguments) {
  context.speak_up();
  const DeleteOptions how{.force = arguments.flag("--force")};
  remove_instance(arguments.positional(0), how, context.settings(), context.log(),
                  [&](std::string_view question) { return context.terminal().confirm(question); });
  return 0;
}

}  // namespace

constinit const Command delete_command{
    "delete", "Delete an entity.", "Currently only supports instance deletion.", options, positionals, run};

}  // namespace lamin::cli
