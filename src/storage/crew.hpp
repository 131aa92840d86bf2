// A Crew is several threads that do the same work, each on the next part that no other has taken.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>

namespace lamin::storage {

/// Indices from `begin` up to `end`.
struct Share {
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
};

class Crew {
 public:
  /// Runs `work` on as many threads as there are cores, but on no more than `most`, and waits for all.  The
  /// first exception ends the others at their next `next` and is thrown again.
  static void run(std::size_t most, const std::function<void(Crew&)>& work);

  /// The next `count` of `total` indices; empty if all are taken or someone failed.
  Share next(std::size_t count, std::size_t total);
  std::size_t size() const { return size_; }

 private:
  explicit Crew(std::size_t size) : size_(size) {}
  void work_guarded(const std::function<void(Crew&)>& work);

  const std::size_t size_;
  std::atomic<std::size_t> taken_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;  // guards the exception
  std::exception_ptr exception_;
};

}  // namespace lamin::storage
