// Scripts that teach a shell to complete `lamin`, made from the table of commands.
#pragma once

#include <string>

namespace lamin::cli {

enum class Shell { bash, zsh, fish };

std::string completion_script(Shell shell);

}  // namespace lamin::cli
