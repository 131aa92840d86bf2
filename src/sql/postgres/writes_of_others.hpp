// WritesOfOthers tells from snapshots of the server whether transactions other than our own have been
// committed: what SQLite's data_version tells.
//
// A snapshot `xmin:xmax:xip,xip` says which transactions are over: all below xmax that are not in the list.
// Those that are over now and were not when we last looked, and are not ours, are others'.  A transaction
// that was rolled back counts too: it costs a look more, nothing else.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>

namespace lamin::sql {

class WritesOfOthers {
 public:
  /// Notes a transaction of this connection.
  void note_own(std::uint64_t transaction) { own_.insert(transaction); }
  /// Takes in a snapshot; returns a number that changes when others have written since the one before.
  std::uint64_t see(std::string_view snapshot);
  /// What was seen before is no longer of use: another connection.
  void forget();

 private:
  struct Snapshot {
    std::uint64_t next = 0;  // xmax
    std::set<std::uint64_t> running;
  };
  static Snapshot parsed(std::string_view text);
  bool is_others(std::uint64_t transaction, const Snapshot& now) const;
  bool others_wrote(const Snapshot& now) const;

  bool has_seen_ = false;
  Snapshot last_;
  std::set<std::uint64_t> own_;
  std::uint64_t version_ = 0;
};

}  // namespace lamin::sql
