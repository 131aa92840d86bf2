#include "cli/completion_script.hpp"

#include <functional>
#include <span>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "registries/builtins.hpp"

namespace lamin::cli {
namespace {

// Calls `visit` with every command and its path: "cache", "cache set", ...
using Visit = std::function<void(const Command&, const std::string& path)>;

void visit_below(const Command& command, const std::string& path, const Visit& visit) {
  visit(command, path);
  for (const Command* next : command.subcommands)
    visit_below(*next, path + " " + std::string(next->name), visit);
}

void visit_all(const Visit& visit) {
  for (const auto& group : builtin_groups()) {
    for (const Command* command : group.commands) visit_below(*command, std::string(command->name), visit);
  }
}

std::string joined(const std::vector<std::string>& words) {
  return join(words, " ");
}

std::vector<std::string> registry_words() {
  std::vector<std::string> words;
  const auto catalog = registries::catalog({});
  for (const auto& registry : catalog->registries()) {
    if (!registry->traits.is_link && !registry->traits.is_automatic)
      words.push_back(ascii_lower(registry->name));
  }
  return words;
}

// Names of known instances, read from the names of the settings files.
constexpr std::string_view instances =
    "$(ls \"${LAMIN_SETTINGS_DIR:-$HOME}/.lamin\" 2>/dev/null | sed -n "
    "'s/^instance--\\(.*\\)--\\(.*\\)\\.env$/\\1\\/\\2/p')";
constexpr std::string_view fish_instances =
    "(ls (set -q LAMIN_SETTINGS_DIR; and echo $LAMIN_SETTINGS_DIR; or echo $HOME)/.lamin 2>/dev/null"
    " | string replace -rf '^instance--(.*)--(.*)\\.env$' '$1/$2')";

std::vector<std::string> options_of(const Command& command) {
  std::vector<std::string> words;
  for (const auto& option : command.options) words.emplace_back(option.name);
  words.emplace_back("--help");
  return words;
}

std::vector<std::string> words_of(const Command& command) {
  std::vector<std::string> words;
  for (const Command* next : command.subcommands) words.emplace_back(next->name);
  for (const auto& positional : command.positionals) {
    for (const auto choice : positional.choices) words.emplace_back(choice);
    if (positional.completes == Completes::registry) {
      for (auto& word : registry_words()) words.push_back(std::move(word));
    }
  }
  return words;
}

bool completes(const Command& command, Completes what) {
  for (const auto& positional : command.positionals) {
    if (positional.completes == what) return true;
  }
  return false;
}

std::string top_words() {
  std::vector<std::string> words;
  for (const auto& group : builtin_groups()) {
    for (const Command* command : group.commands) words.emplace_back(command->name);
  }
  words.emplace_back("--version");
  words.emplace_back("--help");
  return joined(words);
}

std::string bash_case(const Command& command, const std::string& path) {
  std::string words = joined(words_of(command));
  if (completes(command, Completes::instance)) words += (words.empty() ? "" : " ") + std::string(instances);
  std::string text =
      "    '" + path + "') options='" + joined(options_of(command)) + "'; words=\"" + words + "\"";
  if (completes(command, Completes::file)) text += "; files=-f";
  if (completes(command, Completes::folder)) text += "; files=-d";
  return text + " ;;\n";
}

std::string bash_script() {
  std::string paths, cases;
  visit_all([&](const Command& command, const std::string& path) {
    if (!command.subcommands.empty()) paths += (paths.empty() ? "" : "|") + path;
    cases += bash_case(command, path);
  });
  return "_lamin() {\n"
         "  local word=\"${COMP_WORDS[COMP_CWORD]}\" path=\"\" options='--help' words=\"\" files=\"\"\n"
         "  if [ \"$COMP_CWORD\" -gt 1 ]; then\n"
         "    path=\"${COMP_WORDS[1]}\"\n"
         "    case \"$path\" in " +
         paths +
         ") [ \"$COMP_CWORD\" -gt 2 ] && path=\"$path ${COMP_WORDS[2]}\" ;; esac\n"
         "  fi\n"
         "  case \"$path\" in\n"
         "    '') words=\"" +
         top_words() + "\" ;;\n" + cases +
         "  esac\n"
         "  case \"$word\" in -*) words=\"$options\"; files=\"\" ;; esac\n"
         "  COMPREPLY=( $(compgen $files -W \"$words\" -- \"$word\") )\n"
         "}\n";
}

std::string fish_script() {
  std::string text = "complete -c lamin -f\n";
  const auto quoted = [](std::string_view help) { return "'" + replace_all(help, "'", "\\'") + "'"; };
  visit_all([&](const Command& command, const std::string& path) {
    const auto parts = split(path, " ");
    const std::string parent =
        parts.size() == 1 ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + std::string(parts[0]);
    text += "complete -c lamin -n '" + parent + "' -a " + std::string(command.name) + " -d " +
            quoted(command.summary) + "\n";
    const std::string here =
        "complete -c lamin -n '__fish_seen_subcommand_from " + std::string(parts.back()) + "'";
    for (const auto& option : command.options) {
      text += here + " -l " + std::string(option.name.substr(2)) + (option.placeholder.empty() ? "" : " -r") +
              " -d " + quoted(option.help) + "\n";
    }
    if (command.subcommands.empty() && !words_of(command).empty())
      text += here + " -a '" + joined(words_of(command)) + "'\n";
    if (completes(command, Completes::instance))
      text += here + " -a \"" + std::string(fish_instances) + "\"\n";
    if (completes(command, Completes::file) || completes(command, Completes::folder)) text += here + " -F\n";
  });
  return text;
}

}  // namespace

std::string completion_script(Shell shell) {
  switch (shell) {
    case Shell::bash:
      return bash_script() + "complete -o filenames -F _lamin lamin\n";
    case Shell::zsh:
      return "autoload -U +X bashcompinit && bashcompinit\n" + bash_script() +
             "complete -o filenames -F _lamin lamin\n";
    case Shell::fish:
      return fish_script();
  }
  return "";
}

}  // namespace lamin::cli
