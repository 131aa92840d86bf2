#include "cli/parse.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.hpp"
#include "cli/usage.hpp"

namespace lamin::cli {
namespace {

constexpr std::string_view help = "--help";

std::string in_quotes(std::string_view word) {
  return "'" + std::string(word) + "'";
}

[[noreturn]] void refuse_option(const Command& command, std::string_view name) {
  std::vector<std::string> names{std::string(help)};
  for (const auto& option : command.options) names.emplace_back(option.name);
  std::string sentence = "No such option: " + std::string(name);
  if (const auto meant = nearest(name, names)) sentence += " Did you mean " + *meant + "?";
  throw UsageError(sentence);
}

// The parser's own words for an unknown option differ between versions; these do not.
void require_known_options(const Command& command, std::span<const std::string> words) {
  bool is_value = false;
  for (const auto& word : words) {
    if (std::exchange(is_value, false)) continue;
    if (word == "--") return;
    if (!word.starts_with('-') || word == "-") continue;
    const std::string name = word.substr(0, word.find('='));
    const auto known = std::ranges::find(command.options, std::string_view(name), &Option::name);
    if (known == command.options.end()) refuse_option(command, name);
    is_value = !known->placeholder.empty() && name.size() == word.size();
    if (is_value && &word == &words.back())
      throw UsageError("Option " + in_quotes(name) + " requires an argument.");
  }
}

void require_positionals(const Command& command, const Arguments& arguments) {
  for (std::size_t i = 0; i < command.positionals.size(); ++i) {
    const Positional& positional = command.positionals[i];
    if (i >= arguments.positionals()) {
      if (positional.is_required) throw UsageError("Missing argument " + in_quotes(positional.name) + ".");
      continue;
    }
    const auto& choices = positional.choices;
    const std::string& word = arguments.positional(i);
    if (choices.empty() || std::ranges::find(choices, word) != choices.end()) continue;
    std::string valid;
    for (const auto choice : choices) valid += (valid.empty() ? "" : ", ") + in_quotes(choice);
    throw UsageError("Invalid value for " + in_quotes(positional.name) + ": " + in_quotes(word) +
                     " is not one of " + valid + ".");
  }
}

struct Targets {
  std::map<std::string_view, std::vector<std::string>> values;
  std::map<std::string_view, bool> flags;
  std::vector<std::string> positionals;
};

void declare(CLI::App& app, const Command& command, Targets& targets) {
  app.set_help_flag();
  app.allow_extras(false);
  for (const auto& option : command.options) {
    if (option.placeholder.empty()) {
      app.add_flag(std::string(option.name), targets.flags[option.name]);
    } else {
      app.add_option(std::string(option.name), targets.values[option.name])
          ->type_size(1)
          ->expected(1)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
  }
  app.add_option("words", targets.positionals)->expected(0, -1);
}

Arguments collect(const Command& command, const Targets& targets) {
  Arguments arguments;
  for (const auto& option : command.options) {
    if (const auto flag = targets.flags.find(option.name); flag != targets.flags.end() && flag->second)
      arguments.add(option.name, "");
    if (const auto values = targets.values.find(option.name); values != targets.values.end()) {
      for (const auto& value : values->second) arguments.add(option.name, value);
    }
  }
  for (const auto& word : targets.positionals) arguments.add_positional(word);
  return arguments;
}

bool asks_for_help(std::span<const std::string> words) {
  for (const auto& word : words) {
    if (word == "--") return false;
    if (word == help) return true;
  }
  return false;
}

}  // namespace

Arguments parse(const Command& command, std::span<const std::string> words) {
  if (asks_for_help(words)) {
    Arguments arguments;
    arguments.add(help, "");
    return arguments;
  }
  require_known_options(command, words);
  Targets targets;
  CLI::App app;
  declare(app, command, targets);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Error& error) {
    throw UsageError(error.what());
  }
  if (targets.positionals.size() > command.positionals.size()) {
    throw UsageError("Got unexpected extra argument (" + targets.positionals[command.positionals.size()] +
                     ")");
  }
  Arguments arguments = collect(command, targets);
  require_positionals(command, arguments);
  return arguments;
}

bool boolean_of(std::string_view text, std::string_view argument) {
  const std::string word = ascii_lower(trim(text));
  for (const auto yes : {"true", "t", "1", "yes", "y", "on"}) {
    if (word == yes) return true;
  }
  for (const auto no : {"false", "f", "0", "no", "n", "off"}) {
    if (word == no) return false;
  }
  throw UsageError("Invalid value for " + in_quotes(argument) + ": " + in_quotes(text) +
                   " is not a valid boolean.");
}

std::int64_t integer_of(std::string_view text, std::string_view argument) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size()) return number;
  throw UsageError("Invalid value for " + in_quotes(argument) + ": " + in_quotes(text) +
                   " is not a valid integer.");
}

}  // namespace lamin::cli
