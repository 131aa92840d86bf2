// Processes of one test on one instance: their start and end, what they tell each other, how long they took.
#pragma once

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/artifact_fixture.hpp"

namespace lamin::test {

using Clock = std::chrono::steady_clock;

inline int number_of(const char* variable, int otherwise) {
  const char* given = std::getenv(variable);
  return given != nullptr ? std::atoi(given) : otherwise;
}

/// Memory that processes share: what each act took, in microseconds, and the sign to begin or to stop.
class Board {
 public:
  explicit Board(std::size_t times) : size_(sizeof(Head) + times * sizeof(std::atomic<std::int32_t>)) {
    head_ =
        static_cast<Head*>(::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  }
  ~Board() { ::munmap(head_, size_); }
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;

  void note(std::int64_t microseconds) {
    times()[head_->noted++].store(static_cast<std::int32_t>(microseconds));
  }
  void wait_for_start() const {
    while (!head_->started) std::this_thread::yield();
  }
  void start() { head_->started = 1; }
  void stop() { head_->stopped = 1; }
  bool is_stopped() const { return head_->stopped != 0; }
  void count_read() { ++head_->reads; }
  std::int64_t reads() const { return head_->reads; }

  std::vector<double> milliseconds() const {
    std::vector<double> sorted;
    for (std::int64_t i = 0; i < head_->noted; ++i) sorted.push_back(times()[i].load() / 1000.0);
    std::ranges::sort(sorted);
    return sorted;
  }

 private:
  struct Head {
    std::atomic<std::int64_t> noted, started, stopped, reads;
  };
  std::atomic<std::int32_t>* times() const { return reinterpret_cast<std::atomic<std::int32_t>*>(head_ + 1); }
  std::size_t size_;
  Head* head_;
};

inline std::string figures(const std::vector<double>& sorted) {
  if (sorted.empty()) return "none";
  const auto at = [&](double share) {
    return std::to_string(sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * share)]);
  };
  return std::to_string(sorted.size()) + " commits: p50 " + at(0.5) + " ms, p99 " + at(0.99) +
         " ms, longest " + at(1) + " ms";
}

/// A process of its own with its own connection; any error makes it end with code 3.
inline pid_t in_process(const std::function<void()>& act) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  try {
    act();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
    ::_exit(3);
  }
  ::_exit(0);
}

inline int failures_of(const std::vector<pid_t>& children) {
  int failures = 0;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ++failures;
  }
  return failures;
}

/// The instance as another process sees it.
struct Visitor {
  std::unique_ptr<records::RecordStore> store;
  Log silent{[](Level, std::string_view) {}};
  artifacts::Workspace workspace;

  explicit Visitor(const ArtifactFixture& f)
      : store(f.open_again()),
        workspace{.records = *store,
                  .log = silent,
                  .instance_uid = f.workspace.instance_uid,
                  .storage = f.workspace.storage,
                  .cache_directory = f.workspace.cache_directory} {}
};

template <class Act>
void timed(Board& board, Act&& act) {
  const auto begin = Clock::now();
  act();
  board.note(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count());
}

}  // namespace lamin::test
