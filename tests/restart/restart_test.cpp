// A Postgres server that is restarted while many processes write, in order and by a crash: what was said to
// be saved is there, what was said not to be is not, nothing is there in part or twice, and everyone goes on.
//
// Runs with a server of its own (on_own_server.sh).  LAMIN_WRITERS and LAMIN_RESTARTS make it longer.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "artifacts/check.hpp"
#include "base/outcome.hpp"
#include "records/integrity.hpp"
#include "records/rules.hpp"
#include "support/processes.hpp"

namespace lamin::artifacts {
namespace {

using records::Record;
using records::RecordStore;
using test::ArtifactFixture;
using test::Board;
using test::in_process;
using test::number_of;
using test::Visitor;

constexpr int group_size = 5;
constexpr int bulk_size = 600;  // loaded by COPY

Record label(RecordStore& store, const std::string& name, std::int64_t type = 0) {
  Record record(store.registry("ULabel"));
  record.set("name", name);
  if (type != 0) record.set("type", type);
  return record;
}

void save_labels(RecordStore& store, const std::string& name, int count, std::int64_t type = 0) {
  std::vector<Record> made;
  for (int i = 0; i < count; ++i) made.push_back(label(store, name + "/" + std::to_string(i), type));
  std::vector<Record*> pointers;
  for (Record& one : made) pointers.push_back(&one);
  store.save_all(pointers);
}

/// A type and its labels.
void save_group(RecordStore& store, const std::string& name) {
  auto work = store.begin();
  Record type = label(store, name);
  type.set("is_type", true);
  store.save(type);
  save_labels(store, name, group_size, type.id());
  work.commit();
}

void save_artifact(const ArtifactFixture& f, Visitor& visitor, const std::string& name) {
  CreateOptions options;
  options.key = name;
  options.run = RunChoice::none();
  auto artifact = create(visitor.workspace, f.file(name, "content of " + name), options);
  save(visitor.workspace, artifact);
}

/// Four kinds of saves by turns; the number of rows with `name` in the beginning that each makes.
int rows_of(int number) {
  constexpr int rows[] = {1, group_size + 1, 1, bulk_size};
  return rows[number % 4];
}

void save_something(const ArtifactFixture& f, Visitor& visitor, const std::string& name, int number) {
  switch (number % 4) {
    case 0: {
      Record one = label(*visitor.store, name);
      visitor.store->save(one);
      break;
    }
    case 1:
      save_group(*visitor.store, name);
      break;
    case 2:
      save_artifact(f, visitor, name);
      break;
    default:
      save_labels(*visitor.store, name, bulk_size);
  }
}

std::filesystem::path notes_of(const ArtifactFixture& f, int writer) {
  return f.folder() / ("notes-" + std::to_string(writer));
}

/// Notes what became of each save: "saved w-1", "failed w-2", "doubt w-3".
void write_until_stopped(const ArtifactFixture& f, Board& board, int writer) {
  Visitor visitor(f);
  std::ofstream notes(notes_of(f, writer));
  board.wait_for_start();
  for (int number = 0; !board.is_stopped(); ++number) {
    const std::string name = std::to_string(writer) + "-" + std::to_string(number) + ".txt";
    try {
      save_something(f, visitor, name, number);
      notes << "saved " << name << std::endl;
      board.note(0);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::database_failed || error.hint_text().empty()) throw;
      notes << (is_in_doubt(error) ? "doubt " : "failed ") << name << std::endl;
    }
  }
}

void read_until_stopped(const ArtifactFixture& f, Board& board) {
  const auto store = f.open_again();
  while (!board.is_stopped()) {
    store->all(query::Query(store->registry("ULabel")).order_by({"-id"}).limit(10));
    board.count_read();
  }
}

void restart(const std::string& mode) {
  const std::string command = std::string(std::getenv("LAMIN_TEST_RESTART")) + " " + mode;
  REQUIRE(std::system(command.c_str()) == 0);
}

/// Waits until `count` more saves have gone through.
void wait_for_saves(const Board& board, std::size_t count) {
  const std::size_t wanted = board.milliseconds().size() + count;
  while (board.milliseconds().size() < wanted) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

/// How many rows there are whose name or key begins with that of a save.
std::map<std::string, int> rows_by_save(ArtifactFixture& f) {
  std::map<std::string, int> rows;
  const auto count = [&](std::string_view registry, const char* field) {
    for (const auto& row : f.store().values(query::Query(f.registry(registry)), {field})) {
      const std::string name(row[0].text());
      ++rows[name.substr(0, name.find('/'))];
    }
  };
  count("ULabel", "name");
  count("Artifact", "key");
  return rows;
}

}  // namespace

TEST_CASE("a server that is restarted while others write loses nothing that was saved and keeps no halves") {
  if (std::getenv("LAMIN_TEST_RESTART") == nullptr) {
    MESSAGE("skipped: no server that may be restarted (tests/restart/on_own_server.sh)");
    return;
  }
  const int writers = number_of("LAMIN_WRITERS", 6);
  const int restarts = number_of("LAMIN_RESTARTS", 2);
  ArtifactFixture f;
  Board board(1'000'000);
  std::vector<pid_t> writing, reading;
  for (int writer = 0; writer < writers; ++writer)
    writing.push_back(in_process([&] { write_until_stopped(f, board, writer); }));
  for (int i = 0; i < 2; ++i) reading.push_back(in_process([&] { read_until_stopped(f, board); }));
  board.start();
  for (int number = 0; number < restarts; ++number) {
    for (const char* mode : {"fast", "immediate"}) {
      wait_for_saves(board, static_cast<std::size_t>(4 * writers));
      restart(mode);
    }
  }
  wait_for_saves(board, static_cast<std::size_t>(4 * writers));
  board.stop();
  CHECK(test::failures_of(writing) == 0);
  CHECK(test::failures_of(reading) == 0);

  std::map<std::string, int> outcomes;
  auto rows = rows_by_save(f);
  for (int writer = 0; writer < writers; ++writer) {
    std::ifstream notes(notes_of(f, writer));
    std::string outcome, name;
    for (int number = 0; notes >> outcome >> name; ++number) {
      ++outcomes[outcome];
      const int found = rows.contains(name) ? rows.extract(name).mapped() : 0;
      CAPTURE(outcome);
      CAPTURE(name);
      if (outcome == "saved") CHECK(found == rows_of(number));
      if (outcome == "failed") CHECK(found == 0);
      if (outcome == "doubt") CHECK((found == 0 || found == rows_of(number)));
    }
  }
  CHECK(rows.empty());
  CHECK(records::damage(f.store()).empty());
  // Bytes whose save was in doubt may stay behind; rows never do.
  for (const auto& finding : check(f.workspace, Repair::yes).findings) {
    CAPTURE(finding.what);
    CHECK((finding.kind == Finding::Kind::bytes_without_row || finding.kind == Finding::Kind::temporary));
  }
  CHECK(check(f.workspace).findings.empty());
  const int all = 2 * restarts;
  MESSAGE(all << " restarts under " << writers << " writers: " << outcomes["saved"] << " saves, "
              << outcomes["failed"] << " refused, " << outcomes["doubt"] << " in doubt; " << board.reads()
              << " reads");
}

}  // namespace lamin::artifacts
