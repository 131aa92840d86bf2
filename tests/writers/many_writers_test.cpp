// Many processes write to one instance at once, with readers beside them: nobody sees an error, nothing is
// lost and nothing is there twice.
//
// The short form runs with the other tests.  LAMIN_WRITERS and LAMIN_WRITES give the number of processes and
// of records of each (`./dev soak`: 64 and 200); LAMIN_BULK the labels of the bulk save beside small ones
// (100,000).
#include <doctest/doctest.h>

#include <thread>
#include <unordered_set>

#include "artifacts/check.hpp"
#include "records/integrity.hpp"
#include "records/named.hpp"
#include "records/rules.hpp"
#include "support/processes.hpp"

namespace lamin::artifacts {
namespace {

using records::Record;
using test::ArtifactFixture;
using test::Board;
using test::failures_of;
using test::figures;
using test::in_process;
using test::number_of;
using test::timed;
using test::Visitor;

Record new_label(records::RecordStore& store, const std::string& name) {
  Record label(store.registry("ULabel"));
  label.set("name", name);
  return label;
}

Record new_run(records::RecordStore& store, std::int64_t transform) {
  Record run(store.registry("Run"));
  run.set("transform", transform);
  return run;
}

void register_one(const ArtifactFixture& f, Visitor& visitor, Board& board, int writer, int number,
                  std::int64_t transform) {
  const std::string name = std::to_string(writer) + "-" + std::to_string(number);
  if (number % 3 == 0) {
    const auto file = f.file(name, "content " + name);
    CreateOptions options;
    options.key = name;
    options.run = RunChoice::none();
    timed(board, [&] {
      auto artifact = create(visitor.workspace, file, options);
      save(visitor.workspace, artifact);
    });
    return;
  }
  Record record =
      number % 3 == 1 ? new_label(*visitor.store, "label " + name) : new_run(*visitor.store, transform);
  timed(board, [&] { visitor.store->save(record); });
}

void read_until_stopped(const ArtifactFixture& f, Board& board) {
  const auto store = f.open_again();
  std::int64_t last = 0;
  while (!board.is_stopped()) {
    const std::int64_t count = store->count(query::Query(store->registry("ULabel")));
    if (count < last) throw Error(ErrorCode::database_failed, "a label that was there is gone");
    last = count;
    store->all(query::Query(store->registry("Artifact")).order_by({"-id"}).limit(10));
    board.count_read();
  }
}

std::int64_t count_of(ArtifactFixture& f, std::string_view registry) {
  return f.store().count(query::Query(f.registry(registry)));
}

void expect_sound(ArtifactFixture& f) {
  CHECK(records::damage(f.store()).empty());
  CHECK(check(f.workspace).findings.empty());
}

}  // namespace

TEST_CASE("many processes register artifacts, labels and runs at once, with readers beside them") {
  const int writers = number_of("LAMIN_WRITERS", 16);
  const int writes = number_of("LAMIN_WRITES", 12);
  ArtifactFixture f;
  const auto transform = f.add("Transform", {{"key", "t"}, {"type", "pipeline"}});
  Board board(static_cast<std::size_t>(writers) * static_cast<std::size_t>(writes));
  std::vector<pid_t> writing, reading;
  for (int writer = 0; writer < writers; ++writer) {
    writing.push_back(in_process([&] {
      Visitor visitor(f);
      board.wait_for_start();
      for (int i = 0; i < writes; ++i) register_one(f, visitor, board, writer, i, transform.id());
    }));
  }
  for (int i = 0; i < 4; ++i) reading.push_back(in_process([&] { read_until_stopped(f, board); }));
  board.start();
  CHECK(failures_of(writing) == 0);
  board.stop();
  CHECK(failures_of(reading) == 0);

  CHECK(count_of(f, "Artifact") == writers * ((writes + 2) / 3));
  CHECK(count_of(f, "ULabel") == writers * ((writes + 1) / 3));
  CHECK(count_of(f, "Run") == writers * (writes / 3));
  std::unordered_set<std::string> names;
  for (const auto& row : f.store().values(query::Query(f.registry("ULabel")), {"name"})) {
    names.emplace(row[0].text());
  }
  CHECK(static_cast<int>(names.size()) == writers * ((writes + 1) / 3));
  expect_sound(f);
  MESSAGE(writers << " processes, " << figures(board.milliseconds()) << "; " << board.reads() << " reads");
}

TEST_CASE("small saves go through beside one bulk save") {
  const int labels = number_of("LAMIN_BULK", 10'000);
  const int small = labels >= 100'000 ? 150 : 30;
  ArtifactFixture f;
  Board board(static_cast<std::size_t>(small));
  std::vector<pid_t> children;
  children.push_back(in_process([&] {
    const auto store = f.open_again();
    std::vector<Record> made(static_cast<std::size_t>(labels), Record(store->registry("ULabel")));
    std::vector<Record*> pointers;
    for (int i = 0; i < labels; ++i) {
      auto& label = made[static_cast<std::size_t>(i)];
      label.set("name", "bulk " + std::to_string(i));
      pointers.push_back(&label);
    }
    board.start();
    store->save_all(pointers);
  }));
  for (int i = 0; i < small; ++i) {
    children.push_back(in_process([&, i] {
      const auto store = f.open_again();
      board.wait_for_start();
      Record label = new_label(*store, "small " + std::to_string(i));
      timed(board, [&] { store->save(label); });
    }));
  }
  CHECK(failures_of(children) == 0);
  CHECK(count_of(f, "ULabel") == labels + small);
  expect_sound(f);
  MESSAGE(small << " small saves beside " << labels << " labels: " << figures(board.milliseconds()));
}

TEST_CASE("one name saved by 50 processes at once is one record that all of them get back") {
  ArtifactFixture f;
  Board board(50), ids(50);
  std::vector<pid_t> children;
  for (int i = 0; i < 50; ++i) {
    children.push_back(in_process([&] {
      Visitor visitor(f);
      auto label = records::construct(*visitor.store, visitor.store->registry("ULabel"), {{"name", "same"}},
                                      visitor.silent);
      board.note(0);
      board.wait_for_start();
      records::save_named(*visitor.store, label, visitor.silent);
      ids.note(label.id() * 1000);
    }));
  }
  while (board.milliseconds().size() < 50) std::this_thread::yield();
  board.start();
  CHECK(failures_of(children) == 0);
  CHECK(count_of(f, "ULabel") == 1);
  const auto seen = ids.milliseconds();
  REQUIRE(seen.size() == 50);
  CHECK(seen.front() == seen.back());
}

}  // namespace lamin::artifacts
