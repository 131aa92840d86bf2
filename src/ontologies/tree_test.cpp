// Artifacts by a term and everything below it, against walking the table.
#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <set>

#include "ontologies/library.hpp"
#include "support/instance_fixture.hpp"

using namespace lamin;
using namespace lamin::ontologies;
using records::Record;

namespace {

/// Cell types of the carried table, and `count` files with up to three of them each.
class Files {
 public:
  explicit Files(int count) {
    const schema::Registry& cells = fixture.registry("bionty.CellType");
    library.import_source(fixture.store(), cells, library.source_of(fixture.store(), cells), fixture.log());
    add_artifacts(count);
    link(count);
  }

  records::RecordStore& store() { return fixture.store(); }
  query::Query with(std::string path, query::Operand operand) {
    return query::Query(fixture.registry("Artifact")).where(std::move(path), std::move(operand));
  }

  test::InstanceFixture fixture;
  Library library{
      {{std::filesystem::path(LAMIN_TESTS_FOLDER) / "data/bionty"}, fixture.folder() / "compiled"}};
  std::vector<std::set<std::int64_t>> cells_of;  // by artifact

 private:
  void add_artifacts(int count) {
    std::vector<Record> artifacts(static_cast<std::size_t>(count), Record(fixture.registry("Artifact")));
    std::vector<Record*> pointers;
    for (int i = 0; i < count; ++i) {
      Record& artifact = artifacts[static_cast<std::size_t>(i)];
      artifact.set("uid", "uid" + std::to_string(10'000'000 + i) + "0000");
      artifact.set("key", "file" + std::to_string(i) + ".txt");
      artifact.set("suffix", ".txt");
      artifact.set("storage", 1);
      artifact.set("_overwrite_versions", false);
      artifact.set("_key_is_virtual", true);
      pointers.push_back(&artifact);
    }
    store().save_all(pointers);
  }

  void link(int count) {
    const std::int64_t terms = store().count(query::Query(fixture.registry("bionty.CellType")));
    std::mt19937 random(7);
    std::vector<Record> links;
    for (int i = 0; i < count; ++i) {
      std::set<std::int64_t> cells;
      for (std::uint32_t n = random() % 4; n > 0; --n)
        cells.insert(1 + static_cast<std::int64_t>(random() % terms));
      for (const std::int64_t cell : cells) {
        Record& one = links.emplace_back(fixture.registry("bionty.ArtifactCellType"));
        one.set("artifact", i + 1);
        one.set("celltype", cell);
      }
      cells_of.push_back(std::move(cells));
    }
    std::vector<Record*> pointers;
    for (Record& one : links) pointers.push_back(&one);
    store().save_all(pointers);
  }
};

}  // namespace

TEST_CASE("1,000 files by a term and all below it are those that walking finds") {
  Files files(1000);
  const schema::Registry& cells = files.fixture.registry("bionty.CellType");
  for (const Record& start : files.store().all(query::Query(cells).limit(25))) {
    std::set<std::int64_t> below;
    for (const Record& cell : files.store().all(query::Query(cells).where("in_tree", start.id())))
      below.insert(cell.id());
    std::set<std::int64_t> expected;
    for (std::size_t i = 0; i < files.cells_of.size(); ++i)
      for (const std::int64_t cell : files.cells_of[i])
        if (below.contains(cell)) expected.insert(static_cast<std::int64_t>(i) + 1);
    std::set<std::int64_t> found;
    for (const auto& row : files.store().values(files.with("cell_types__in_tree", start.get("name")), {"id"}))
      found.insert(row.front().integer());
    CHECK(found == expected);
    query::Query others(files.fixture.registry("Artifact"));
    others.exclude(query::Filter::condition("cell_types__in_tree", start.get("name")));
    CHECK(files.store().count(others) == static_cast<std::int64_t>(1000 - expected.size()));
  }
  const std::vector<Value> both{"T cell", "CL:0000540"};
  CHECK(files.store().count(files.with("cell_types__in_tree", both)) > 0);
  CHECK(files.store().count(files.with("cell_types__in_tree", "no such cell")) == 0);
}

TEST_CASE("100,000 files answer at once") {
  Files files(100'000);
  const auto before = files.store().statements_run();
  const auto begun = std::chrono::steady_clock::now();
  query::Query query = files.with("cell_types__in_tree", "T cell");
  const auto found = files.store().count(query.distinct());
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  MESSAGE("of 100,000 files, " << found << " with T cells of any kind in " << took.count() << " ms");
  CHECK(found > 10'000);
  CHECK(files.store().statements_run() - before == 1);
}
