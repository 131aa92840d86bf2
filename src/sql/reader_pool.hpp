// ReaderPool keeps connections that only read, which threads borrow while another one has the connection that
// writes.  There are never more than `limit`; whoever comes when all are lent waits for the next one.
//
// Connections are opened when they are first needed and kept until the end.  All functions may be called from
// several threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "sql/connection.hpp"

namespace lamin::sql {

/// What a Connection is too that can be opened a second time.
class Reopened {
 public:
  virtual ~Reopened() = default;
  /// Another connection to the same database, which only reads.
  virtual std::unique_ptr<Connection> open_reader() const = 0;
};

class ReaderPool {
 public:
  explicit ReaderPool(std::size_t limit) : limit_(limit) {}
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;

  /// Given back when it goes away.
  class Lent {
   public:
    Lent(ReaderPool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    ~Lent() {
      if (connection_) pool_->take_back(std::move(connection_));
    }
    Lent(Lent&&) = default;
    Lent& operator=(Lent&&) = delete;
    Connection& operator*() const { return *connection_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  /// A connection to the database of `like`.  Throws what opening one throws, unsupported if `like` cannot be
  /// opened again; nothing is lent then.
  Lent borrow(const Connection& like);
  /// Of those opened so far.
  std::size_t size() const;

 private:
  void take_back(std::unique_ptr<Connection> connection);

  const std::size_t limit_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> free_;
  std::size_t opened_ = 0;
};

}  // namespace lamin::sql
