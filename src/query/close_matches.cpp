#include "query/close_matches.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace lamin::query {
namespace {

struct Block {
  std::size_t left = 0, right = 0, size = 0;
};

// The first of the longest pieces that both texts have.
Block longest_block(std::string_view left, std::string_view right) {
  Block longest;
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j) {
      const auto end = std::ranges::mismatch(left.substr(i), right.substr(j)).in1;
      const auto size = static_cast<std::size_t>(end - left.substr(i).begin());
      if (size > longest.size) longest = {i, j, size};
    }
  }
  return longest;
}

// Characters in pieces that both texts have in the same order.
std::size_t shared_characters(std::string_view left, std::string_view right) {
  const Block block = longest_block(left, right);
  if (block.size == 0) return 0;
  return block.size + shared_characters(left.substr(0, block.left), right.substr(0, block.right)) +
         shared_characters(left.substr(block.left + block.size), right.substr(block.right + block.size));
}

}  // namespace

std::vector<std::string> close_matches(std::string_view word, std::span<const std::string> candidates) {
  constexpr double close_enough = 0.6;
  constexpr std::size_t most = 3;
  std::vector<std::pair<double, std::string>> ranked;
  for (const std::string& candidate : candidates) {
    const auto characters = static_cast<double>(candidate.size() + word.size());
    const double ratio =
        characters == 0 ? 1 : 2 * static_cast<double>(shared_characters(candidate, word)) / characters;
    if (ratio >= close_enough) ranked.emplace_back(ratio, candidate);
  }
  std::ranges::sort(ranked, std::greater<>());
  std::vector<std::string> closest;
  for (auto& [ratio, candidate] : ranked) {
    if (closest.size() < most) closest.push_back(std::move(candidate));
  }
  return closest;
}

}  // namespace lamin::query
