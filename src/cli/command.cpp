#include "cli/command.hpp"

namespace lamin::cli {

std::optional<std::string> Arguments::value(std::string_view option) const {
  std::optional<std::string> last;
  for (const auto& [name, value] : options_) {
    if (name == option) last = value;
  }
  return last;
}

std::string Arguments::value_or(std::string_view option, std::string_view otherwise) const {
  return value(option).value_or(std::string(otherwise));
}

std::vector<std::string> Arguments::values(std::string_view option) const {
  std::vector<std::string> all;
  for (const auto& [name, value] : options_) {
    if (name == option) all.push_back(value);
  }
  return all;
}

bool Arguments::flag(std::string_view option) const {
  return value(option).has_value();
}

const std::string& Arguments::positional(std::size_t index) const {
  static const std::string none;
  return index < positionals_.size() ? positionals_[index] : none;
}

const Command* find_command(std::span<const Command* const> commands, std::string_view name) {
  for (const Command* command : commands) {
    if (command->name == name) return command;
  }
  return nullptr;
}

const Command* find_builtin(std::string_view name) {
  for (const auto& group : builtin_groups()) {
    if (const Command* command = find_command(group.commands, name)) return command;
  }
  return nullptr;
}

}  // namespace lamin::cli
