#include "records/blocks.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace lamin::records {
namespace {

Error wrong_moment(std::string_view sentence) {
  return Error{ErrorCode::database_failed, std::string(sentence)}.with("sqlstate", "25000");
}

}  // namespace

Blocks::~Blocks() {
  while (is_open()) abandon();
}

void Blocks::begin(Options options) {
  if (options.durable && is_open())
    throw Error{ErrorCode::runtime_failed,
                "A durable atomic block cannot be nested within another atomic block."};
  Block block;
  if (is_open() && options.savepoint && !store_.is_spoilt())
    block.part = std::make_unique<RecordStore::Part>(store_);
  else if (!is_open() || !store_.is_spoilt())
    block.work = std::make_unique<RecordStore::Work>(store_);
  open_.push_back(std::move(block));
}

bool Blocks::finish() {
  if (store_.is_spoilt()) {
    abandon();
    return false;
  }
  Block& block = open_.back();
  while (!block.savepoints.empty()) {
    block.savepoints.back().part->commit();
    block.savepoints.pop_back();
  }
  if (block.part) block.part->commit();
  if (block.work) block.work->commit();
  open_.pop_back();
  return true;
}

void Blocks::abandon() {
  take_back_from(0);
  open_.pop_back();
}

std::optional<std::string> Blocks::savepoint() {
  if (!is_open()) return std::nullopt;
  auto part = std::make_unique<RecordStore::Part>(store_);
  std::string name = "s" + std::to_string(++savepoints_made_);
  open_.back().savepoints.push_back({name, std::move(part)});
  return name;
}

void Blocks::roll_back_to(std::string_view savepoint) {
  if (!is_open()) return;
  const std::size_t position = position_of(savepoint);
  take_back_from(position);
  open_.back().savepoints.push_back({std::string(savepoint), std::make_unique<RecordStore::Part>(store_)});
}

void Blocks::release(std::string_view savepoint) {
  if (!is_open()) return;
  const std::size_t position = position_of(savepoint);
  auto& savepoints = open_.back().savepoints;
  while (savepoints.size() > position) {
    savepoints.back().part->commit();
    savepoints.pop_back();
  }
}

bool Blocks::is_spoilt() const {
  expect_open();
  return store_.is_spoilt();
}

void Blocks::set_spoilt(bool is_spoilt) {
  expect_open();
  store_.set_spoilt(is_spoilt);
}

std::size_t Blocks::position_of(std::string_view savepoint) {
  store_.expect_sound();
  const auto& savepoints = open_.back().savepoints;
  const auto found = std::ranges::find(savepoints, savepoint, &Savepoint::name);
  if (found == savepoints.end())
    throw Error{ErrorCode::database_failed, "no such savepoint: " + std::string(savepoint)}
        .with("sqlstate", "3B001")
        .hint("It was made outside of this block, or forgotten with an earlier one.");
  return static_cast<std::size_t>(found - savepoints.begin());
}

// The last one first: parts are inside each other.
void Blocks::take_back_from(std::size_t savepoint) {
  auto& savepoints = open_.back().savepoints;
  while (savepoints.size() > savepoint) savepoints.pop_back();
}

void Blocks::expect_none() const {
  if (is_open()) throw wrong_moment("This is forbidden when an 'atomic' block is active.");
}

void Blocks::expect_open() const {
  if (!is_open()) throw wrong_moment("The rollback flag doesn't work outside of an 'atomic' block.");
}

}  // namespace lamin::records
