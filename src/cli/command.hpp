// A Command is what a person types after `lamin`: its name, what it takes, and the function that does it.
//
// Commands are data.  parse.cpp turns the table into calls of a parser, help.cpp into pages of help,
// completion.cpp into shell completion; none of them knows a command by name.  To add one, write `<name>.cpp`
// with its table entry and list it in builtins.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lamin::cli {

class Context;

struct Option {
  std::string_view name;         // "--storage"
  std::string_view placeholder;  // "TEXT"; "" for a flag, which takes no value
  std::string_view help;
  bool repeats = false;  // may be given several times
};

/// What kind of thing a word is, so that a shell can complete it.
enum class Completes { nothing, file, folder, registry, instance };

struct Positional {
  std::string_view name;  // "FILEPATH"
  std::span<const std::string_view> choices = {};
  Completes completes = Completes::nothing;
  bool is_required = true;
};

/// What was typed, checked against the Command's table.
class Arguments {
 public:
  /// The last value of `option`, or nothing.
  std::optional<std::string> value(std::string_view option) const;
  std::string value_or(std::string_view option, std::string_view otherwise) const;
  std::vector<std::string> values(std::string_view option) const;
  bool flag(std::string_view option) const;
  /// "" for one that was left out.
  const std::string& positional(std::size_t index) const;

  void add(std::string_view option, std::string value) { options_.emplace_back(option, std::move(value)); }
  void add_positional(std::string value) { positionals_.push_back(std::move(value)); }
  std::size_t positionals() const { return positionals_.size(); }

 private:
  std::vector<std::pair<std::string_view, std::string>> options_;
  std::vector<std::string> positionals_;
};

struct Command {
  std::string_view name;
  std::string_view summary;      // one line, for lists
  std::string_view description;  // more lines, for the command's own help; may be empty
  std::span<const Option> options = {};
  std::span<const Positional> positionals = {};
  /// Does the work and returns the exit code.  Without one, the command's help is shown.
  int (*run)(Context&, const Arguments&) = nullptr;
  std::span<const Command* const> subcommands = {};
};

/// Commands that stand together in `lamin --help`.
struct Group {
  std::string_view title;
  std::span<const Command* const> commands;
};

/// All commands, in the order of the help.
std::span<const Group> builtin_groups();

/// The command `name` among `commands`, or nullptr.
const Command* find_command(std::span<const Command* const> commands, std::string_view name);
const Command* find_builtin(std::string_view name);

/// The flag of every command that prints data.
inline constexpr Option json_option{"--json", "", "Print JSON."};

}  // namespace lamin::cli
