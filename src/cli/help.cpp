#include "cli/help.hpp"

#include <algorithm>
#include <vector>

namespace lamin::cli {
namespace {

struct Row {
  std::string name;
  std::string_view text;
};

std::string section(std::string_view title, const std::vector<Row>& rows) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.name.size());
  std::string text = "\n" + std::string(title) + ":\n";
  for (const auto& row : rows) {
    text += "  " + row.name;
    if (!row.text.empty()) text += std::string(width - row.name.size() + 2, ' ') + std::string(row.text);
    text += "\n";
  }
  return text;
}

std::vector<Row> rows_of(std::span<const Command* const> commands) {
  std::vector<Row> rows;
  for (const Command* command : commands) rows.push_back({std::string(command->name), command->summary});
  return rows;
}

std::vector<Row> rows_of(std::span<const Option> options) {
  std::vector<Row> rows;
  for (const auto& option : options) {
    const std::string placeholder = option.placeholder.empty() ? "" : " " + std::string(option.placeholder);
    rows.push_back({std::string(option.name) + placeholder, option.help});
  }
  rows.push_back({"--help", "Show this message and exit."});
  return rows;
}

std::string indented(std::string_view text) {
  std::string lines = "\n  ";
  for (const char c : text) {
    lines += c;
    if (c == '\n') lines += "  ";
  }
  return lines + "\n";
}

std::string name_of(const Positional& positional) {
  std::string name(positional.name);
  if (!positional.choices.empty()) {
    name = "{";
    for (const auto choice : positional.choices) name += (name.size() > 1 ? "|" : "") + std::string(choice);
    name += "}";
  }
  return positional.is_required ? name : "[" + name + "]";
}

}  // namespace

std::string usage_line(const Command* command, std::string_view path) {
  std::string line = "Usage: lamin ";
  if (!path.empty()) line += std::string(path) + " ";
  line += "[OPTIONS]";
  if (command == nullptr || !command->subcommands.empty()) return line + " COMMAND [ARGS]...\n";
  for (const auto& positional : command->positionals) line += " " + name_of(positional);
  return line + "\n";
}

std::string help_page() {
  std::string page = usage_line(nullptr, "") + indented("Configure LaminDB and perform simple actions.");
  page += section("Options",
                  {{"--version", "Show the version and exit."}, {"--help", "Show this message and exit."}});
  for (const auto& group : builtin_groups()) page += section(group.title, rows_of(group.commands));
  return page;
}

std::string help_page(const Command& command, std::string_view path) {
  std::string page = usage_line(&command, path) + indented(command.summary);
  if (!command.description.empty()) page += indented(command.description);
  page += section("Options", rows_of(command.options));
  if (!command.subcommands.empty()) page += section("Commands", rows_of(command.subcommands));
  return page;
}

}  // namespace lamin::cli
