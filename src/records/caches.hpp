// What a RecordStore remembers between calls, and the connections that its threads read from; see
// records/store.hpp.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "records/store.hpp"
#include "records/text_index.hpp"
#include "sql/reader_pool.hpp"

namespace lamin::records {

/// Beside the store's own connection.
inline constexpr std::size_t most_readers = 7;

struct RecordStore::Caches {
  /// The connection that one call reads from: the store's own, so that a thread sees what it has not
  /// committed yet, or, while another thread has that one, one of the pool.  Throws database_failed in a Work
  /// that is spoilt.
  class Reader {
   public:
    explicit Reader(RecordStore& store) : own_(store.mutex_, std::try_to_lock), store_(store) {
      if (!own_.owns_lock()) borrow();
      if (own_.owns_lock()) store.connection_->expect_sound();
    }
    sql::Connection& operator*() const { return lent_ ? **lent_ : *store_.connection_; }
    sql::Connection* operator->() const { return &**this; }

   private:
    // A server that has no place for one more connection is no reason to fail: this thread waits for its
    // turn.
    void borrow() {
      try {
        lent_.emplace(store_.caches_->readers.borrow(*store_.connection_));
      } catch (const std::exception&) {
        own_.lock();
      }
    }

    std::unique_lock<std::recursive_mutex> own_;
    RecordStore& store_;
    std::optional<sql::ReaderPool::Lent> lent_;
  };

  std::unordered_map<const schema::Registry*, std::vector<Referrer>> referrers;
  /// As of `others`, the connection's count of changes that others made; own changes are followed.
  std::unordered_map<const schema::Registry*, std::unique_ptr<TextIndex>> texts;
  std::uint64_t others = 0;
  sql::ReaderPool readers{most_readers};
};

}  // namespace lamin::records
