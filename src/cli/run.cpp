#include "cli/run.hpp"

#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/usage.hpp"

namespace lamin::cli {
namespace {

// The version of lamindb whose surface this is.
constexpr std::string_view version_line = "lamindb, version " LAMIN_VERSION;

struct Choice {
  const Command* command = nullptr;
  std::string path;                   // "cache set"
  std::span<const std::string> rest;  // words behind the path
};

std::vector<std::string> names_of(std::span<const Command* const> commands) {
  std::vector<std::string> names;
  for (const Command* command : commands) names.emplace_back(command->name);
  return names;
}

[[noreturn]] void refuse_command(std::string_view word, std::span<const std::string> names) {
  if (word.starts_with('-')) throw UsageError("No such option: " + std::string(word));
  std::string sentence = "No such command '" + std::string(word) + "'.";
  if (const auto meant = nearest(word, names)) sentence += " Did you mean '" + *meant + "'?";
  throw UsageError(sentence);
}

void choose_top(Choice& choice, std::span<const std::string> words) {
  choice.command = find_builtin(words.front());
  if (choice.command == nullptr) {
    std::vector<std::string> names;
    for (const auto& group : builtin_groups()) {
      for (auto& name : names_of(group.commands)) names.push_back(std::move(name));
    }
    refuse_command(words.front(), names);
  }
  choice.path = words.front();
  choice.rest = words.subspan(1);
}

void choose_below(Choice& choice) {
  while (!choice.command->subcommands.empty() && !choice.rest.empty() && choice.rest.front() != "--help") {
    const std::string& word = choice.rest.front();
    const Command* next = find_command(choice.command->subcommands, word);
    if (next == nullptr) {
      // `lamin settings --json`: options of the group itself.
      if (word.starts_with('-') && choice.command->run != nullptr) return;
      refuse_command(word, names_of(choice.command->subcommands));
    }
    choice.command = next;
    choice.path += " " + word;
    choice.rest = choice.rest.subspan(1);
  }
}

int run_choice(Context& context, const Choice& choice) {
  const Arguments arguments = parse(*choice.command, choice.rest);
  if (arguments.flag("--help") || choice.command->run == nullptr) {
    context.terminal().data(help_page(*choice.command, choice.path));
    return 0;
  }
  return choice.command->run(context, arguments);
}

int report(Terminal& terminal, const Choice& choice, const UsageError& error) {
  const std::string path = choice.path.empty() ? "" : choice.path + " ";
  terminal.note(usage_line(choice.command, choice.path) + "Try 'lamin " + path + "--help' for help.\n");
  terminal.note("Error: " + error.sentence);
  return 2;
}

int dispatch(Context& context, std::span<const std::string> words, Choice& choice) {
  if (words.empty() || words.front() == "--help") {
    context.terminal().data(help_page());
    return 0;
  }
  if (words.front() == "--version") {
    context.terminal().data_line(version_line);
    return 0;
  }
  choose_top(choice, words);
  choose_below(choice);
  return run_choice(context, choice);
}

}  // namespace

int run(std::span<const std::string> words) {
  Context context;
  Choice choice;
  int code = 1;
  try {
    code = dispatch(context, words, choice);
  } catch (const UsageError& error) {
    code = report(context.terminal(), choice, error);
  } catch (const Error& error) {
    context.terminal().error(error);
  } catch (const std::exception& error) {
    // Not one of ours: a bug, or no memory.  Say what is known.
    context.terminal().message(Level::error, error.what());
  }
  context.terminal().flush();
  return code;
}

}  // namespace lamin::cli
