#include "cli/python_modules.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstdlib>
#include <vector>

#include "instance/modules.hpp"

extern char** environ;

namespace lamin::cli {
namespace {

// One that was put into a folder of LAMIN_MODULES was written by a person.
bool may_come_from_python(const std::string& module, const SettingsDirectory& settings) {
  if (is_builtin_module(module)) return false;
  const auto found = find_module(module, settings);
  if (!found) return true;
  return found->file.parent_path() == settings.path() / "modules" && found->file.extension() == ".json";
}

void run_quietly(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {0, 1, 2})
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
  pid_t child = 0;
  if (::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) == 0) {
    int status = 0;
    ::waitpid(child, &status, 0);
  }
  posix_spawn_file_actions_destroy(&actions);
}

}  // namespace

void refresh_declarations(std::span<const std::string> modules, const SettingsDirectory& settings) {
  std::vector<std::string> words = {"python3", "-m", "lamindb._custom"};
  for (const auto& module : modules) {
    if (may_come_from_python(module, settings)) words.push_back(module);
  }
  if (words.size() == 3) return;
  ::setenv("LAMIN_DECLARE", "1", 1);
  run_quietly(words);
}

}  // namespace lamin::cli
