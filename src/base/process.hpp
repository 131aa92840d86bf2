// Other programs: git, Graphviz, nbconvert, python3.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lamin {

struct ProcessResult {
  int status = 0;      // as of waitpid(2); 0 says that all went well
  std::string output;  // what it wrote to its standard output
};

/// Runs the program `words[0]`, looked for on the PATH, with the other words and `input` as its standard
/// input, and waits for it.  What it says on its standard error is dropped.  Nothing if there is no such
/// program.  Throws io_failed if no process can be made.
std::optional<ProcessResult> run_process(const std::vector<std::string>& words, std::string_view input = "");

}  // namespace lamin
