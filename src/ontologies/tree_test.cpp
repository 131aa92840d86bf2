// Artifacts by a term and everything below it, against walking the table.
#include <doctest/doctest.h>

#include <ctime>
#include <random>
#include <set>

#include "annotation/queries.hpp"
#include "base/error.hpp"
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
    add_features();
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
  /// By a condition on a feature, as people write it.
  query::Query with_feature(std::string path, query::Operand operand) {
    const schema::Registry& artifacts = fixture.registry("Artifact");
    query::Query query(artifacts);
    query.filter(annotation::with_features(store(), artifacts,
                                           query::Filter::condition(std::move(path), std::move(operand))));
    return query;
  }

  std::set<std::int64_t> found(const query::Query& query) {
    std::set<std::int64_t> ids;
    for (const auto& row : store().values(query, {"id"})) ids.insert(row.front().integer());
    return ids;
  }
  /// The files that have one of the cells, found by looking at every one.
  static std::set<std::int64_t> with_any(const std::vector<std::set<std::int64_t>>& by_file,
                                         const std::set<std::int64_t>& cells) {
    std::set<std::int64_t> ids;
    for (std::size_t i = 0; i < by_file.size(); ++i)
      for (const std::int64_t cell : by_file[i])
        if (cells.contains(cell)) ids.insert(static_cast<std::int64_t>(i) + 1);
    return ids;
  }

  std::vector<std::set<std::int64_t>> cells_of;     // by artifact
  std::vector<std::set<std::int64_t>> observed_in;  // those of the feature cell_type, by artifact

 private:
  void add_features() {
    for (const auto& [name, dtype] :
         {std::pair{"cell_type", "cat[bionty.CellType]"}, std::pair{"origin", "cat[bionty.CellType]"},
          std::pair{"age", "int"}, std::pair{"gene", "cat[bionty.Gene]"}}) {
      Record feature(fixture.registry("Feature"));
      feature.set("name", name);
      feature.set("dtype", dtype);
      store().save(feature);
    }
  }

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
      std::set<std::int64_t> cells, observed;
      for (std::uint32_t n = random() % 4; n > 0; --n)
        cells.insert(1 + static_cast<std::int64_t>(random() % terms));
      for (const std::int64_t cell : cells) {
        Record& one = links.emplace_back(fixture.registry("bionty.ArtifactCellType"));
        one.set("artifact", i + 1);
        one.set("celltype", cell);
        // Some are annotated by hand, some were seen in a column of the data.
        const std::int64_t feature = static_cast<std::int64_t>(random() % 3);
        if (feature > 0) one.set("feature", feature);
        if (feature == 1) observed.insert(cell);
      }
      cells_of.push_back(std::move(cells));
      observed_in.push_back(std::move(observed));
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
    const auto expected = files.with_any(files.cells_of, below);
    CHECK(files.found(files.with("cell_types__in_tree", start.get("name"))) == expected);
    CHECK(files.found(files.with_feature("cell_type__in_tree", start.get("name"))) ==
          files.with_any(files.observed_in, below));
    query::Query others(files.fixture.registry("Artifact"));
    others.exclude(query::Filter::condition("cell_types__in_tree", start.get("name")));
    CHECK(files.store().count(others) == static_cast<std::int64_t>(1000 - expected.size()));
  }
  const std::vector<Value> both{"T cell", "CL:0000540"};
  CHECK(files.store().count(files.with("cell_types__in_tree", both)) > 0);
  CHECK(files.store().count(files.with("cell_types__in_tree", "no such cell")) == 0);
  CHECK(files.store().count(files.with_feature("cell_type__in_tree", both)) > 0);
  CHECK(files.store().count(files.with_feature("cell_type__in_tree", "no such cell")) == 0);
  CHECK_THROWS_WITH_AS(files.with_feature("gene__in_tree", "T cell"), doctest::Contains("no hierarchy"),
                       Error);
}

TEST_CASE("100,000 files answer at once, by annotations and by what was seen at curation") {
  Files files(100'000);
  const auto timed = [&](query::Query query, std::size_t statements) {
    const auto before = files.store().statements_run();
    const std::clock_t begun = std::clock();
    const auto found = files.store().count(query.distinct());
    const auto took = static_cast<double>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC;
    MESSAGE("of 100,000 files, " << found << " with T cells of any kind in " << took << " ms of CPU");
    CHECK(found > 5'000);
    CHECK(files.store().statements_run() - before == statements);
  };
  timed(files.with("cell_types__in_tree", "T cell"), 1);
  timed(files.with_feature("cell_type__in_tree", "T cell"), 1);
}
