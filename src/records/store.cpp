#include "records/store.hpp"

#include "records/caches.hpp"
#include "records/rows.hpp"

namespace lamin::records {

RecordStore::RecordStore(std::unique_ptr<sql::Connection> connection,
                         std::shared_ptr<const schema::Catalog> catalog)
    : connection_(std::move(connection)), catalog_(std::move(catalog)), caches_(std::make_unique<Caches>()) {}

RecordStore::~RecordStore() = default;

void RecordStore::set_authorship(Authorship authorship) {
  const std::lock_guard lock(authors_);
  authorship_ = authorship;
}

Authorship RecordStore::authorship() const {
  const std::lock_guard lock(authors_);
  Authorship authorship = authorship_;
  const auto entered = entered_runs_.find(std::this_thread::get_id());
  if (entered != entered_runs_.end()) authorship.run_id = entered->second.back();
  return authorship;
}

void RecordStore::enter_run(std::int64_t run_id) {
  const std::lock_guard lock(authors_);
  entered_runs_[std::this_thread::get_id()].push_back(run_id);
}

void RecordStore::leave_run() {
  const std::lock_guard lock(authors_);
  const auto entered = entered_runs_.find(std::this_thread::get_id());
  if (entered == entered_runs_.end()) return;
  entered->second.pop_back();
  if (entered->second.empty()) entered_runs_.erase(entered);
}

std::optional<std::int64_t> RecordStore::entered_run() const {
  const std::lock_guard lock(authors_);
  const auto entered = entered_runs_.find(std::this_thread::get_id());
  if (entered == entered_runs_.end()) return std::nullopt;
  return entered->second.back();
}

std::uint64_t RecordStore::data_version() {
  const std::lock_guard lock(mutex_);
  return connection_->data_version();
}

std::uint64_t RecordStore::statements_run() const {
  const std::lock_guard lock(mutex_);
  return connection_->statements_run();
}

RecordStore::Work::Work(RecordStore& store)
    : store_(store), lock_(store.mutex_), transaction_(*store.connection_) {}

// What was noted of writes that are taken back is wrong.
RecordStore::Work::~Work() {
  if (!committed_) store_.forget_texts();
}

void RecordStore::Work::commit(sql::Durability durability) {
  transaction_.commit(durability);
  committed_ = true;
}

void RecordStore::Work::leave() {
  transaction_.leave();
  committed_ = true;
}

RecordStore::Part::Part(RecordStore& store)
    : store_(store), lock_(store.mutex_), savepoint_(*store.connection_) {}

RecordStore::Part::~Part() {
  if (!committed_) store_.forget_texts();
}

void RecordStore::Part::commit() {
  savepoint_.commit();
  committed_ = true;
}

bool RecordStore::is_spoilt() const {
  const std::lock_guard lock(mutex_);
  return connection_->is_spoilt();
}

void RecordStore::set_spoilt(bool is_spoilt) {
  const std::lock_guard lock(mutex_);
  connection_->set_spoilt(is_spoilt);
}

void RecordStore::expect_sound() const {
  const std::lock_guard lock(mutex_);
  connection_->expect_sound();
}

std::vector<std::vector<Value>> RecordStore::recursive(std::string_view statement,
                                                       std::span<const Value> parameters) {
  const Caches::Reader reader(*this);
  sql::Cursor cursor(reader->cached(statement));
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    cursor->bind(static_cast<int>(index + 1), parameters[index]);
  }
  std::vector<std::vector<Value>> rows;
  while (cursor->step()) {
    std::vector<Value>& row = rows.emplace_back();
    for (int column = 0; column < cursor->columns(); ++column) row.push_back(cursor->value(column));
  }
  return rows;
}

const std::vector<RecordStore::Referrer>& RecordStore::referrers(const schema::Registry& registry) {
  if (const auto found = caches_->referrers.find(&registry); found != caches_->referrers.end())
    return found->second;
  std::vector<Referrer> found;
  for (const auto& other : catalog_->registries()) {
    for (const schema::Field& field : other->fields) {
      if (field.is_relation() && catalog_->find(field.target) == &registry)
        found.push_back({other.get(), &field});
    }
  }
  return caches_->referrers.emplace(&registry, std::move(found)).first->second;
}

}  // namespace lamin::records
