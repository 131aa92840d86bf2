// Blocks are the transactions that a script opens by itself, one inside another, as Django's `atomic` does:
// what one thread has open on one store.
//
// A block inside another is a part of it, which is taken back alone when it fails; with `savepoint` false it
// joins the one around it, which then fails with it.  After a write that failed a block is spoilt: until it
// ends it answers nothing, and it ends without having written.  A script that knows better says
// `set_spoilt(false)`.
//
// Used by one thread; the store waits for it as for a Work.  Functions that speak to the database throw
// database_failed (SQL's state 25000) in a spoilt block.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/store.hpp"

namespace lamin::records {

class Blocks {
 public:
  struct Options {
    bool savepoint = true;
    bool durable = false;  // must be the outermost
  };

  explicit Blocks(RecordStore& store) : store_(store) {}
  /// Abandons what is open.
  ~Blocks();
  Blocks(const Blocks&) = delete;
  Blocks& operator=(const Blocks&) = delete;

  bool is_open() const { return !open_.empty(); }
  /// Throws runtime_failed if it is to be durable and is inside another.
  void begin(Options options);
  /// Ends the innermost.  False if it was spoilt: then it is taken back, or, having joined, spoils the one
  /// around it.  After an error it is still open, to be abandoned.
  bool finish();
  void abandon();

  /// A place to which the innermost block can be taken back; nothing outside of all blocks.
  std::optional<std::string> savepoint();
  /// Takes back what was written after the savepoint, which stays.  Throws database_failed if the block has
  /// no such savepoint; does nothing outside of all blocks.
  void roll_back_to(std::string_view savepoint);
  /// Forgets the savepoint and those after it.  Otherwise as `roll_back_to`.
  void release(std::string_view savepoint);

  /// Throws database_failed inside a block.
  void expect_none() const;
  /// Throw database_failed outside of all blocks.
  bool is_spoilt() const;
  void set_spoilt(bool is_spoilt);

 private:
  struct Savepoint {
    std::string name;
    std::unique_ptr<RecordStore::Part> part;
  };
  /// A Part, or a Work; neither if it was begun in a spoilt one.
  struct Block {
    std::unique_ptr<RecordStore::Work> work;
    std::unique_ptr<RecordStore::Part> part;
    std::vector<Savepoint> savepoints;
  };

  std::size_t position_of(std::string_view savepoint);
  void take_back_from(std::size_t savepoint);
  void expect_open() const;

  RecordStore& store_;
  std::vector<Block> open_;  // the innermost last
  std::size_t savepoints_made_ = 0;
};

}  // namespace lamin::records
