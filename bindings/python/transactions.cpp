#include "transactions.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "errors.hpp"
#include "record.hpp"
#include "records/blocks.hpp"
#include "session.hpp"

namespace lamin::python {

namespace {

using records::Blocks;

class Transaction;

/// Those that this thread has open, the innermost last.
std::vector<Transaction*>& open_transactions() {
  thread_local std::vector<Transaction*> open;
  return open;
}

Transaction* innermost(const DatabasePtr& database);

/// How objects were before a transaction, or after a savepoint.
class Memory {
 public:
  explicit Memory(std::string savepoint = "") : savepoint_(std::move(savepoint)) {}
  const std::string& savepoint() const { return savepoint_; }

  void note(nb::handle object) {
    const RecordBox* box = find_box_as_is(object);
    if (box != nullptr && !has(object)) noted_.push_back({nb::borrow(object), box->record});
  }

  // What was before the earlier one is older.
  void give_to(Memory& earlier) {
    for (Noted& known : noted_)
      if (!earlier.has(known.object)) earlier.noted_.push_back(std::move(known));
    noted_.clear();
  }

  void restore() {
    for (Noted& known : noted_)
      if (RecordBox* box = find_box_as_is(known.object)) box->record = std::move(known.before);
    noted_.clear();
  }

 private:
  struct Noted {
    nb::object object;
    records::Record before;
  };

  bool has(nb::handle object) const {
    return std::ranges::any_of(noted_, [&](const Noted& known) { return known.object.is(object); });
  }

  std::string savepoint_;
  std::vector<Noted> noted_;
};

class Transaction {
 public:
  Transaction(std::string_view alias, bool savepoint, bool durable)
      : database_(Session::current().using_database(alias)) {
    const Transaction* outer = innermost(database_);
    blocks_ = outer == nullptr ? std::make_shared<Blocks>(database_->store()) : outer->blocks_;
    unlocked([&] { blocks_->begin({savepoint, durable}); });
    memories_.emplace_back();
    open_transactions().push_back(this);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() { abandon(); }

  bool is_on(const DatabasePtr& database) const { return database_ == database; }
  void note(nb::handle object) { memories_.back().note(object); }

  bool finish() {
    abandon_inner();
    const bool is_kept = unlocked([&] { return blocks_->finish(); });
    close();
    Transaction* outer = innermost(database_);
    while (is_kept && memories_.size() > 1) merge_last();
    if (is_kept && outer != nullptr) memories_.back().give_to(outer->memories_.back());
    if (!is_kept) restore_from(0);
    return is_kept;
  }

  void abandon() {
    if (!is_open()) return;
    abandon_inner();
    close();
    restore_from(0);
    unlocked([&] { blocks_->abandon(); });
  }

  std::string savepoint() {
    memories_.emplace_back(*unlocked([&] { return blocks_->savepoint(); }));
    return memories_.back().savepoint();
  }

  void roll_back_to(const std::string& savepoint) {
    unlocked([&] { blocks_->roll_back_to(savepoint); });
    restore_from(position_of(savepoint));
    memories_.emplace_back(savepoint);
  }

  void release(const std::string& savepoint) {
    unlocked([&] { blocks_->release(savepoint); });
    for (const std::size_t position = position_of(savepoint); memories_.size() > position;) merge_last();
  }

  Blocks& blocks() { return *blocks_; }

 private:
  bool is_open() const { return std::ranges::find(open_transactions(), this) != open_transactions().end(); }
  void close() { std::erase(open_transactions(), this); }

  // A generator may be dropped inside of one.
  void abandon_inner() {
    if (!is_open()) throw Error(ErrorCode::runtime_failed, "This transaction ended with the one around it");
    while (innermost(database_) != this) innermost(database_)->abandon();
  }

  std::size_t position_of(const std::string& savepoint) const {
    const auto found = std::ranges::find(memories_, savepoint, &Memory::savepoint);
    return static_cast<std::size_t>(found - memories_.begin());
  }

  void merge_last() {
    memories_.back().give_to(memories_[memories_.size() - 2]);
    memories_.pop_back();
  }

  void restore_from(std::size_t position) {
    for (; memories_.size() > position; memories_.pop_back()) memories_.back().restore();
  }

  DatabasePtr database_;
  std::shared_ptr<Blocks> blocks_;  // shared by the transactions inside each other
  std::vector<Memory> memories_;    // the first is that of the transaction, then one a savepoint
};

Transaction* innermost(const DatabasePtr& database) {
  auto& open = open_transactions();
  const auto found =
      std::find_if(open.rbegin(), open.rend(), [&](const Transaction* one) { return one->is_on(database); });
  return found == open.rend() ? nullptr : *found;
}

/// Calls `call` with the blocks that this thread has open on a database, if any.
template <class Call>
auto with_blocks(std::string_view alias, Call&& call) {
  const DatabasePtr database = Session::current().using_database(alias);
  if (Transaction* transaction = innermost(database); transaction != nullptr)
    return call(transaction->blocks());
  Blocks none(database->store());
  return call(none);
}

Transaction* innermost_on(std::string_view alias) {
  return innermost(Session::current().using_database(alias));
}

void bind_savepoints(nb::module_& module) {
  module.def("savepoint", [](std::string_view alias) -> std::optional<std::string> {
    Transaction* transaction = innermost_on(alias);
    return transaction == nullptr ? std::nullopt : std::optional(transaction->savepoint());
  });
  module.def("savepoint_rollback", [](const std::string& savepoint, std::string_view alias) {
    if (Transaction* transaction = innermost_on(alias)) transaction->roll_back_to(savepoint);
  });
  module.def("savepoint_commit", [](const std::string& savepoint, std::string_view alias) {
    if (Transaction* transaction = innermost_on(alias)) transaction->release(savepoint);
  });
}

}  // namespace

void note_in_transaction(nb::handle object) {
  auto& open = open_transactions();
  if (!open.empty()) open.back()->note(object);
}

void bind_transactions(nb::module_& module) {
  nb::class_<Transaction>(module, "Transaction", "Everything that its thread saves is written, or nothing.")
      .def(nb::init<std::string_view, bool, bool>(), nb::arg("using") = "", nb::arg("savepoint") = true,
           nb::arg("durable") = false)
      .def("is_on",
           [](const Transaction& self, std::string_view alias) {
             return self.is_on(Session::current().using_database(alias));
           })
      .def("finish", &Transaction::finish)
      .def("abandon", &Transaction::abandon);
  bind_savepoints(module);
  module.def("in_transaction", [](std::string_view alias) { return innermost_on(alias) != nullptr; });
  module.def("expect_no_transaction", [](std::string_view alias) {
    with_blocks(alias, [](Blocks& blocks) { blocks.expect_none(); });
  });
  module.def("get_rollback", [](std::string_view alias) {
    return with_blocks(alias, [](Blocks& blocks) { return blocks.is_spoilt(); });
  });
  module.def("set_rollback", [](bool is_spoilt, std::string_view alias) {
    with_blocks(alias, [&](Blocks& blocks) { blocks.set_spoilt(is_spoilt); });
  });
}

}  // namespace lamin::python
