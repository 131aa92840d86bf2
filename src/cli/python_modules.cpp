#include "cli/python_modules.hpp"

#include <cstdlib>
#include <vector>

#include "base/process.hpp"
#include "instance/modules.hpp"

namespace lamin::cli {
namespace {

// One that was put into a folder of LAMIN_MODULES was written by a person.
bool may_come_from_python(const std::string& module, const SettingsDirectory& settings) {
  if (is_builtin_module(module)) return false;
  const auto found = find_module(module, settings);
  if (!found) return true;
  return found->file.parent_path() == settings.path() / "modules" && found->file.extension() == ".json";
}

}  // namespace

void refresh_declarations(std::span<const std::string> modules, const SettingsDirectory& settings) {
  std::vector<std::string> words = {"python3", "-m", "lamindb._custom"};
  for (const auto& module : modules) {
    if (may_come_from_python(module, settings)) words.push_back(module);
  }
  if (words.size() == 3) return;
  ::setenv("LAMIN_DECLARE", "1", 1);
  run_process(words);
}

}  // namespace lamin::cli
