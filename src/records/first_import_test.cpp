#include "records/first_import.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

constexpr int many = 20'000;

struct FirstImportFixture : test::InstanceFixture {
  const schema::Registry& labels = registry("ULabel");

  std::vector<Record> made(int count) {
    std::vector<Record> records(static_cast<std::size_t>(count), Record(labels));
    for (std::size_t index = 0; index < records.size(); ++index)
      records[index].set("name", "label " + std::to_string(index));
    return records;
  }
  static std::vector<Record*> pointers(std::vector<Record>& records) {
    std::vector<Record*> all;
    for (Record& record : records) all.push_back(&record);
    return all;
  }
  /// Everything that the database says of itself.
  static std::vector<std::string> catalog_of(RecordStore& store) {
    std::vector<std::string> lines;
    for (const auto& row : store.recursive("SELECT type, name, tbl_name, sql FROM sqlite_schema", {}))
      lines.push_back(python_str(row[0]) + " " + python_str(row[1]) + " " + python_str(row[2]) + " " +
                      python_str(row[3]));
    std::ranges::sort(lines);
    return lines;
  }
  std::string integrity() {
    return python_str(store().recursive("PRAGMA integrity_check", {}).front().front());
  }
};

TEST_SUITE_BEGIN("first_import");

TEST_CASE_FIXTURE(FirstImportFixture,
                  "a first import leaves the catalog as it was, and indexes that hold all rows") {
  if (test::on_postgres()) return;  // which loads rows in its own way
  const auto before = catalog_of(store());
  auto records = made(many);
  const std::uint64_t statements = store().statements_run();
  store().save_all(pointers(records));
  const std::uint64_t first = store().statements_run() - statements;
  CHECK(catalog_of(store()) == before);
  CHECK(integrity() == "ok");
  CHECK(records.back().id() == many);
  CHECK(store().count(query::Query(labels).where("name", "label 777")) == 1);

  auto more = made(many);
  const std::uint64_t then = store().statements_run();
  store().save_all(pointers(more));
  CHECK(store().statements_run() - then < first);  // nothing is dropped where rows are
  CHECK(catalog_of(store()) == before);
}

TEST_CASE_FIXTURE(FirstImportFixture, "a row that is refused leaves the catalog and the table as they were") {
  if (test::on_postgres()) return;
  const auto before = catalog_of(store());
  auto records = made(many);
  records.back().set("uid", "11111111");
  records.front().set("uid", "11111111");
  CHECK_THROWS_AS(store().save_all(pointers(records)), Error);
  CHECK(catalog_of(store()) == before);
  CHECK(store().count(query::Query(labels)) == 0);
  CHECK(!records.front().is_saved());
  CHECK(integrity() == "ok");
}

TEST_CASE_FIXTURE(FirstImportFixture, "a process killed in a first import has changed nothing") {
  if (test::on_postgres()) return;
  const auto before = catalog_of(store());
  for (const bool at_the_end : {false, true}) {
    const pid_t child = fork();
    if (child == 0) {
      try {
        const auto own = open_again();
        auto records = made(many);
        auto work = own->begin();
        // The second half comes into a table that is not empty; both are one transaction.
        const auto all = pointers(records);
        own->save_all(all);
        if (at_the_end) std::raise(SIGKILL);
        auto more = made(many);
        more.back().set("uid", records.back().uid());
        own->save_all(pointers(more));
      } catch (...) {
        std::raise(SIGKILL);
      }
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status));
    const auto opened = open_again();
    CHECK(catalog_of(*opened) == before);
    CHECK(opened->count(query::Query(labels)) == 0);
  }
  CHECK(integrity() == "ok");
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
