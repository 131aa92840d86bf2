// StatementCache keeps the prepared statements of one connection by their text, the ones used last longest.
// Both databases have one; it belongs to the thread of its connection.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lamin::sql {

/// `Prepared` is a Statement with is_running().
template <class Prepared>
class StatementCache {
 public:
  /// A statement of that text that nobody reads from, reset; `prepare()` makes one if there is none.
  template <class Prepare>
  Prepared& get(std::string_view sql, Prepare&& prepare) {
    auto found = kept_.find(sql);
    if (found == kept_.end()) {
      if (kept_.size() >= most_texts) forget_old();
      found = kept_.try_emplace(std::string(sql)).first;
    }
    Kept& kept = found->second;
    kept.last_use = ++uses_;
    // The same text may be in use further up the stack; it must not be reset under that reader.
    for (const auto& statement : kept.statements) {
      if (statement->is_running()) continue;
      statement->reset();
      return *statement;
    }
    kept.statements.push_back(prepare());
    return *kept.statements.back();
  }

  void clear() { kept_.clear(); }

 private:
  static constexpr std::size_t most_texts = 512;

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Kept {
    std::vector<std::unique_ptr<Prepared>> statements;
    std::uint64_t last_use = 0;
  };

  void forget_old() {
    std::erase_if(kept_, [this](const auto& entry) {
      const Kept& kept = entry.second;
      return uses_ - kept.last_use > most_texts / 2 &&
             std::ranges::none_of(kept.statements,
                                  [](const auto& statement) { return statement->is_running(); });
    });
  }

  std::unordered_map<std::string, Kept, TextHash, std::equal_to<>> kept_;
  std::uint64_t uses_ = 0;
};

}  // namespace lamin::sql
