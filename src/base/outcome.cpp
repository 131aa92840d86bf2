#include "base/outcome.hpp"

#include <algorithm>

namespace lamin {

bool is_in_doubt(const Error& error) {
  return std::ranges::any_of(error.facts(), [](const auto& fact) {
    return fact.first == "sqlstate" && fact.second == outcome_unknown;
  });
}

}  // namespace lamin
