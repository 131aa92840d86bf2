// Another program, of which nobody sees anything but what it leaves on disk.
#pragma once

#include <string>
#include <vector>

namespace lamin::cli {

/// Runs the program `words[0]`, looked for on the PATH, with the other words, without input and output, and
/// waits for it.  One that is not there is not run.
void run_quietly(const std::vector<std::string>& words);

}  // namespace lamin::cli
