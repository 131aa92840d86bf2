// A UsageError is a mistake in what was typed, as opposed to one in what it asks for: exit code 2, with a
// pointer to the help of the command.
#pragma once

#include <string>
#include <utility>

namespace lamin::cli {

struct UsageError {
  std::string sentence;
  explicit UsageError(std::string text) : sentence(std::move(text)) {}
};

}  // namespace lamin::cli
