#include "lineage/imports.hpp"

#include <cctype>
#include <fstream>
#include <utility>

#include "base/text.hpp"
#include "lineage/environment.hpp"

namespace lamin::lineage {
namespace {

namespace fs = std::filesystem;

std::string top_level_name(std::string_view text) {
  text = trim(text);
  std::size_t length = 0;
  while (length < text.size() &&
         (std::isalnum(static_cast<unsigned char>(text[length])) || text[length] == '_'))
    ++length;
  return std::string(text.substr(0, length));
}

void add_imports(std::string_view statement, std::set<std::string>& found) {
  statement = trim(statement);
  if (statement.starts_with("from ")) {
    if (statement.find(" import ") == std::string_view::npos) return;
    const std::string name = top_level_name(statement.substr(5));
    if (!name.empty()) found.insert(name);
  } else if (statement.starts_with("import ")) {
    for (const std::string_view part : split(statement.substr(7), ",")) {
      const std::string name = top_level_name(part);
      if (!name.empty()) found.insert(name);
    }
  }
}

// Whether the text goes on within triple quotes after `line`.
bool is_within_quotes(std::string_view line, bool within) {
  for (std::size_t at = 0; at + 2 < line.size(); ++at) {
    const std::string_view three = line.substr(at, 3);
    if (three != "\"\"\"" && three != "'''") continue;
    within = !within;
    at += 2;
  }
  return within;
}

bool gives_module(const fs::path& distribution, const std::string& module) {
  std::string line;
  if (std::ifstream names(distribution / "top_level.txt"); names) {
    while (std::getline(names, line))
      if (trim(line) == module) return true;
    return false;
  }
  std::ifstream files(distribution / "RECORD");
  while (std::getline(files, line))
    if (line.starts_with(module + "/") || line.starts_with(module + ".py,")) return true;
  return false;
}

// Modules of this project say which release they stand in for, not which distribution they came with.
constexpr std::pair<std::string_view, std::string_view> own_modules[] = {
    {"bionty", "bionty==1.2.1"}, {"lamindb", "lamindb==1.3.2"}, {"wetlab", "wetlab==1.2.0"}};

std::string distribution_of(std::span<const fs::path> import_path, const std::string& module) {
  for (const auto& [own, version] : own_modules)
    if (module == own) return std::string(version);
  for (const fs::path& folder : import_path) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      if (entry.path().extension() == ".dist-info" && gives_module(entry.path(), module))
        return name_and_version(entry.path());
  }
  return module;
}

}  // namespace

std::set<std::string> imported_modules(std::string_view python_code) {
  std::set<std::string> found;
  bool within = false;
  for (const std::string_view line : split(python_code, "\n")) {
    const bool was_within = std::exchange(within, is_within_quotes(line, within));
    if (was_within || trim(line).starts_with("#")) continue;
    for (const std::string_view statement : split(line, ";")) add_imports(statement, found);
  }
  return found;
}

std::string import_versions(std::span<const fs::path> import_path, const std::set<std::string>& modules) {
  std::set<std::string> versions;
  for (const std::string& module : modules) versions.insert(distribution_of(import_path, module));
  std::string text;
  for (const std::string& version : versions) text += (text.empty() ? "" : " ") + version;
  return text;
}

}  // namespace lamin::lineage
