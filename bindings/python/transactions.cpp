#include "transactions.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "errors.hpp"
#include "record.hpp"
#include "session.hpp"

namespace lamin::python {

namespace {

class Transaction;

/// Those that this thread has open, the innermost last.
std::vector<Transaction*>& open_transactions() {
  thread_local std::vector<Transaction*> open;
  return open;
}

class Transaction {
 public:
  /// Inside another one of its database it is a part of that, which can be taken back alone, or joins it.
  Transaction(bool savepoint, bool durable) : database_(Session::current().database()) {
    const bool is_inner = std::ranges::any_of(
        open_transactions(), [&](const Transaction* one) { return one->database_ == database_; });
    if (durable && is_inner) {
      throw Error(ErrorCode::runtime_failed,
                  "A durable atomic block cannot be nested within another atomic block.");
    }
    unlocked([&] {
      records::RecordStore& store = database_->store();
      if (is_inner && savepoint) {
        part_ = std::make_unique<records::RecordStore::Part>(store);
      } else {
        work_ = std::make_unique<records::RecordStore::Work>(store);
      }
    });
    open_transactions().push_back(this);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() { end(); }

  void note(nb::handle object) {
    const RecordBox* box = find_box_as_is(object);
    if (box != nullptr && !has_noted(object)) noted_.push_back({nb::borrow(object), box->record});
  }

  void commit() {
    unlocked([&] { part_ ? part_->commit() : work_->commit(); });
    // An outer one may still be abandoned.
    auto& open = open_transactions();
    if (open.size() > 1 && open.back() == this) {
      for (Noted& known : noted_) open[open.size() - 2]->keep(std::move(known));
    }
    noted_.clear();
    end();
  }

  void abandon() {
    for (Noted& known : noted_)
      if (RecordBox* box = find_box_as_is(known.object)) box->record = std::move(known.before);
    noted_.clear();
    end();
  }

 private:
  struct Noted {
    nb::object object;
    records::Record before;
  };

  bool has_noted(nb::handle object) const {
    return std::ranges::any_of(noted_, [&](const Noted& known) { return known.object.is(object); });
  }

  // What was before the outer one is older.
  void keep(Noted noted) {
    if (!has_noted(noted.object)) noted_.push_back(std::move(noted));
  }

  void end() {
    std::erase(open_transactions(), this);
    unlocked([&] {  // an abandoned one is taken back by the database
      part_.reset();
      work_.reset();
    });
  }

  DatabasePtr database_;
  std::unique_ptr<records::RecordStore::Work> work_;
  std::unique_ptr<records::RecordStore::Part> part_;
  std::vector<Noted> noted_;
};

}  // namespace

void note_in_transaction(nb::handle object) {
  auto& open = open_transactions();
  if (!open.empty()) open.back()->note(object);
}

void bind_transactions(nb::module_& module) {
  nb::class_<Transaction>(module, "Transaction", "Everything that its thread saves is written, or nothing.")
      .def(nb::init<bool, bool>(), nb::arg("savepoint") = true, nb::arg("durable") = false)
      .def("commit", &Transaction::commit)
      .def("abandon", &Transaction::abandon);
}

}  // namespace lamin::python
