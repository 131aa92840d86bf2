#include "storage/crew.hpp"

#include <algorithm>
#include <thread>
#include <vector>

namespace lamin::storage {

void Crew::run(std::size_t most, const std::function<void(Crew&)>& work) {
  if (most == 0) return;
  Crew crew(std::min<std::size_t>(most, std::max(1u, std::thread::hardware_concurrency())));
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < crew.size(); ++i) others.emplace_back([&] { crew.work_guarded(work); });
    crew.work_guarded(work);
  }
  if (crew.exception_) std::rethrow_exception(crew.exception_);
}

Share Crew::next(std::size_t count, std::size_t total) {
  if (failed_) return {};
  const std::size_t begin = taken_.fetch_add(count);
  return {std::min(begin, total), std::min(begin + count, total)};
}

void Crew::work_guarded(const std::function<void(Crew&)>& work) {
  try {
    work(*this);
  } catch (...) {
    failed_ = true;
    const std::lock_guard lock(mutex_);
    if (!exception_) exception_ = std::current_exception();
  }
}

}  // namespace lamin::storage
