#include "base/environment.hpp"

#include <cstdlib>

#include "base/text.hpp"

namespace lamin {

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::vector<std::filesystem::path> environment_folders(const std::string& name) {
  std::vector<std::filesystem::path> folders;
  const std::string joined = environment(name).value_or("");
  for (const std::string_view folder : split(joined, ":"))
    if (!folder.empty()) folders.emplace_back(folder);
  return folders;
}

}  // namespace lamin
