// Words to Arguments, by the table of a Command.
#pragma once

#include <span>
#include <string>

#include "cli/command.hpp"

namespace lamin::cli {

/// Throws UsageError for options and words that `command` does not take, and for those that it lacks.  With
/// `--help` among `words`, nothing else is checked: `flag("--help")` is set.
Arguments parse(const Command& command, std::span<const std::string> words);

/// Reads true/false, yes/no, on/off, 1/0.  Throws UsageError for anything else, naming the argument.
bool boolean_of(std::string_view text, std::string_view argument);
/// Throws UsageError.
std::int64_t integer_of(std::string_view text, std::string_view argument);

}  // namespace lamin::cli
