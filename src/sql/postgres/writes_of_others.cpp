#include "sql/postgres/writes_of_others.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace lamin::sql {
namespace {

// After more transactions than this nobody asks whose they were.
constexpr std::uint64_t most_transactions_looked_at = 10'000;

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

WritesOfOthers::Snapshot WritesOfOthers::parsed(std::string_view text) {
  const auto parts = split(text, ":");
  Snapshot snapshot;
  if (parts.size() > 1) snapshot.next = number(parts[1]);
  if (parts.size() < 3 || parts[2].empty()) return snapshot;
  for (const auto part : split(parts[2], ",")) snapshot.running.insert(number(part));
  return snapshot;
}

bool WritesOfOthers::is_others(std::uint64_t transaction, const Snapshot& now) const {
  return !now.running.contains(transaction) && !own_.contains(transaction);
}

bool WritesOfOthers::others_wrote(const Snapshot& now) const {
  if (now.next - last_.next > most_transactions_looked_at) return true;
  for (std::uint64_t transaction = last_.next; transaction < now.next; ++transaction) {
    if (is_others(transaction, now)) return true;
  }
  return std::ranges::any_of(last_.running,
                             [&](std::uint64_t transaction) { return is_others(transaction, now); });
}

std::uint64_t WritesOfOthers::see(std::string_view snapshot) {
  Snapshot now = parsed(snapshot);
  if (!has_seen_ || others_wrote(now)) ++version_;
  has_seen_ = true;
  const std::uint64_t oldest = now.running.empty() ? now.next : *now.running.begin();
  own_.erase(own_.begin(), own_.lower_bound(oldest));
  last_ = std::move(now);
  return version_;
}

void WritesOfOthers::forget() {
  has_seen_ = false;
  own_.clear();
}

}  // namespace lamin::sql
