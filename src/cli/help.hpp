// Pages of help, made from the table of commands.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace lamin::cli {

/// `lamin --help`.
std::string help_page();
/// `lamin cache set --help`; `path` is "cache set".
std::string help_page(const Command& command, std::string_view path);
/// "Usage: lamin init [OPTIONS]".
std::string usage_line(const Command* command, std::string_view path);

}  // namespace lamin::cli
