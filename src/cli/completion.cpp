#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/completion_script.hpp"
#include "cli/context.hpp"

namespace lamin::cli {
namespace {

constexpr std::string_view shells[] = {"bash", "zsh", "fish"};
constexpr Positional positionals[] = {{.name = "SHELL", .choices = shells}};

int run(Context& context, const Arguments& arguments) {
  const std::string& shell = arguments.positional(0);
  const Shell which = shell == "bash" ? Shell::bash : shell == "zsh" ? Shell::zsh : Shell::fish;
  context.terminal().data(completion_script(which));
  return 0;
}

}  // namespace

constinit const Command completion_command{"completion",
                                           "Print a script for shell completion.",
                                           "bash:  source <(lamin completion bash)\n"
                                           "zsh:   source <(lamin completion zsh)\n"
                                           "fish:  lamin completion fish | source",
                                           {},
                                           positionals,
                                           run};

}  // namespace lamin::cli
