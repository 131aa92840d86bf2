#include "base/log.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"

namespace lamin {
namespace {

// In the order of the numbers "0" to "5".
constexpr std::array<std::pair<std::string_view, Verbosity>, 6> verbosities{{
    {"error", Verbosity::error},
    {"warning", Verbosity::warning},
    {"success", Verbosity::success},
    {"info", Verbosity::info},
    {"hint", Verbosity::hint},
    {"debug", Verbosity::debug},
}};

}  // namespace

void Log::write(Level level, std::string_view text) {
  if (static_cast<int>(level) < static_cast<int>(verbosity())) return;
  if (!sink_) return;
  std::unique_lock<std::mutex> turn(mutex_, std::defer_lock);
  if (turns_ == Turns::of_log) turn.lock();
  sink_(level, text);
}

std::string_view icon_of(Level level) {
  switch (level) {
    case Level::error:
      return "✗";
    case Level::warning:
      return "!";
    case Level::important:
      return "→";
    case Level::success:
    case Level::save:
      return "✓";
    case Level::info:
    case Level::hint:
    case Level::debug:
      return "•";
    case Level::print:
      return "";
  }
  return "";
}

Verbosity verbosity_of(std::string_view name) {
  for (const auto& [known, verbosity] : verbosities)
    if (known == name) return verbosity;
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '5') return verbosities[name[0] - '0'].second;
  throw Error{ErrorCode::invalid_value, "No such verbosity"}
      .with("verbosity", name)
      .hint("Choose one of error, warning, success, info, hint, debug, or a number from 0 to 5.");
}

std::string_view name_of(Verbosity verbosity) {
  const auto found =
      std::ranges::find(verbosities, verbosity, [](const auto& entry) { return entry.second; });
  return found == verbosities.end() ? "" : found->first;
}

}  // namespace lamin
