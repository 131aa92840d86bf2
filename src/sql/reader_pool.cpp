#include "sql/reader_pool.hpp"

#include <utility>

#include "base/error.hpp"

namespace lamin::sql {
namespace {

std::unique_ptr<Connection> reader_like(const Connection& like) {
  const auto* reopened = dynamic_cast<const Reopened*>(&like);
  if (reopened == nullptr) throw Error{ErrorCode::unsupported, "This database has one connection only"};
  return reopened->open_reader();
}

}  // namespace

ReaderPool::Lent ReaderPool::borrow(const Connection& like) {
  {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [&] { return !free_.empty() || opened_ < limit_; });
    if (!free_.empty()) {
      auto connection = std::move(free_.back());
      free_.pop_back();
      return {*this, std::move(connection)};
    }
    ++opened_;
  }
  // Outside the lock: a server may take its time.
  try {
    return {*this, reader_like(like)};
  } catch (...) {
    const std::lock_guard lock(mutex_);
    --opened_;
    returned_.notify_one();
    throw;
  }
}

std::size_t ReaderPool::size() const {
  const std::lock_guard lock(mutex_);
  return opened_;
}

void ReaderPool::take_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(connection));
  returned_.notify_one();
}

}  // namespace lamin::sql
