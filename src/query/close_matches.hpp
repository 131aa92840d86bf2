// What people may have meant by a misspelt word: the ranking of Python's `difflib.get_close_matches`, whose
// suggestions Django shows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lamin::query {

/// Up to three of `candidates` that share at least six of ten characters with `word`, the closest first.
std::vector<std::string> close_matches(std::string_view word, std::span<const std::string> candidates);

}  // namespace lamin::query
