// From the words that a person typed to an exit code: 0 done, 1 an error, 2 a mistake in what was typed.
#pragma once

#include <span>
#include <string>

namespace lamin::cli {

/// Runs `lamin words...`.
int run(std::span<const std::string> words);

}  // namespace lamin::cli
