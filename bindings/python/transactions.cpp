#include "transactions.hpp"

#include <memory>
#include <vector>

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
  Transaction() : database_(Session::current().database()) {
    unlocked([&] { work_ = std::make_unique<records::RecordStore::Work>(database_->store()); });
    open_transactions().push_back(this);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() { end(); }

  void note(nb::handle object) {
    const RecordBox* box = find_box_as_is(object);
    if (box == nullptr) return;
    for (const Noted& known : noted_)
      if (known.object.is(object)) return;
    noted_.push_back({nb::borrow(object), box->record});
  }

  void commit() {
    unlocked([&] { work_->commit(); });
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

  void keep(Noted noted) {
    for (const Noted& known : noted_)
      if (known.object.is(noted.object)) return;
    noted_.push_back(std::move(noted));
  }

  void end() {
    std::erase(open_transactions(), this);
    unlocked([&] { work_.reset(); });  // an abandoned one is taken back by the database
  }

  DatabasePtr database_;
  std::unique_ptr<records::RecordStore::Work> work_;
  std::vector<Noted> noted_;
};

}  // namespace

void note_in_transaction(nb::handle object) {
  auto& open = open_transactions();
  if (!open.empty()) open.back()->note(object);
}

void bind_transactions(nb::module_& module) {
  nb::class_<Transaction>(module, "Transaction", "Everything that its thread saves is written, or nothing.")
      .def(nb::init<>())
      .def("commit", &Transaction::commit)
      .def("abandon", &Transaction::abandon);
}

}  // namespace lamin::python
