// Golden files: facts about lamindb 1.3.2 that this project has to reproduce (tests/golden/).
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace lamin::testing {

/// The lines of tests/golden/`name`, without empty ones and those that begin with '#'.
inline std::vector<std::string> golden_lines(std::string_view name) {
  const auto path = std::filesystem::path(LAMIN_TESTS_FOLDER) / "golden" / name;
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

}  // namespace lamin::testing
