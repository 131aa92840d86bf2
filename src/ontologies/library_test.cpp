#include "ontologies/library.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <unordered_set>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

using namespace lamin;
using namespace lamin::ontologies;
using records::Record;

namespace {

using Texts = std::vector<std::string>;

class Bionty {
 public:
  test::InstanceFixture fixture;
  Library library{
      {{std::filesystem::path(LAMIN_TESTS_FOLDER) / "data/bionty"}, fixture.folder() / "compiled"}};

  records::RecordStore& store() { return fixture.store(); }
  const schema::Registry& cells() { return fixture.registry("bionty.CellType"); }
  curation::PublicScope scope(std::string_view registry = "bionty.CellType", std::string_view field = "") {
    query::Query query(fixture.registry(registry));
    query.where("_branch_code", 1);
    return {curation::scope_of(std::move(query), field), "", std::nullopt};
  }
  curation::Found find(std::initializer_list<std::string_view> texts, std::string_view field = "") {
    curation::Values values;
    for (const std::string_view text : texts) values.add(text);
    return library.from_values(store(), scope("bionty.CellType", field), values, fixture.log());
  }
  void save(std::vector<Record>& records) {
    std::vector<Record*> pointers;
    for (Record& record : records) pointers.push_back(&record);
    library.save(store(), pointers, fixture.log());
  }
  std::int64_t count() { return store().count(query::Query(cells())); }
  Record source(std::string_view version) {
    query::Query query(fixture.registry("bionty.Source"));
    query.where("entity", "bionty.CellType").where("version", version);
    return store().one(query);
  }
};

Texts names_of(const std::vector<Record>& records) {
  Texts names;
  for (const Record& record : records) names.emplace_back(record.get("name").text());
  return names;
}

}  // namespace

TEST_CASE_FIXTURE(Bionty, "records are made of terms in the order of the values, existing ones first") {
  auto found = find({"T-cell", "neuron", "zzz"});
  CHECK(names_of(found.records) == Texts{"T cell", "neuron"});
  CHECK(found.made_by_synonym == Texts{"T-cell"});
  CHECK(found.missing == Texts{"zzz"});
  CHECK(found.records[0].uid() == "22LvKd01");
  CHECK_FALSE(found.records[0].is_saved());
  CHECK(count() == 0);
}

TEST_CASE_FIXTURE(Bionty, "obsolete terms and ids with the suffix of a version are told") {
  CHECK(find({"obsolete native cell"}).records.size() == 1);
  CHECK(fixture.lines().front() == "! 1 term is obsolete in cl, 2024-08-16: 'obsolete native cell'");
  curation::Values values;
  for (const char* id : {"ENSG00000081059.7", "ENSMUSG00000000782.1"}) values.add(id);
  auto genes = scope("bionty.Gene", "ensembl_gene_id");
  genes.organism = "human";
  fixture.lines().clear();
  CHECK(library.from_values(store(), genes, values, fixture.log()).records.empty());
  CHECK(fixture.lines().front() ==
        "! 1 id has the suffix of a version; the source knows without it: 'ENSG00000081059'");
}

TEST_CASE_FIXTURE(
    Bionty,
    "an organism without a public source is told at an inspection, and refused where terms are asked for") {
  auto genes = scope("bionty.Gene", "symbol");
  genes.organism = "pig";
  curation::Values values;
  values.add("A");
  CHECK_FALSE(library.inspect(store(), genes, values, fixture.log()));
  CHECK(fixture.lines().back() == "! no public source found, skipping source validation");
  CHECK_THROWS_WITH_AS(library.from_values(store(), genes, values, fixture.log()),
                       doctest::Contains("No source record found for bionty.Gene"), Error);
}

TEST_CASE_FIXTURE(Bionty, "saving brings everything above, linked, and twice brings nothing more") {
  auto found = find({"CL:0000084"}, "ontology_id");
  save(found.records);
  CHECK(count() == 10);
  auto again = find({"CL:0000236", "CL:0000084"}, "ontology_id");
  CHECK(again.records[0].is_saved());
  save(again.records);
  CHECK(count() == 12);
  const auto links = store().values(query::Query(fixture.registry("bionty.CellType")), {"id", "parents__id"});
  for (const auto& row : links) CHECK(row[0] != row[1]);
  CHECK(again.records.size() == 2);
}

TEST_CASE_FIXTURE(Bionty, "an import adds every term and link once") {
  const Imported imported = library.import_source(store(), cells(), source("2024-08-16"), fixture.log());
  CHECK(imported.records == 66);
  CHECK(imported.links == 87);
  const Imported again = library.import_source(store(), cells(), source("2024-08-16"), fixture.log());
  CHECK(again.records == 0);
  CHECK(again.links == 0);
  CHECK(source("2024-08-16").get("in_db").truth());
}

TEST_CASE_FIXTURE(Bionty, "the number of statements does not grow with the number of terms but for inserts") {
  const auto statements = [&](std::initializer_list<std::string_view> texts) {
    auto found = find(texts);
    const auto before = store().statements_run();
    save(found.records);
    return store().statements_run() - before;
  };
  library.organism_of_id("");
  const auto one = statements({"stem cell"});
  const auto many =
      statements({"T cell", "neuron", "oligodendrocyte", "monocyte", "hepatocyte", "fibroblast"});
  CHECK(many <= one + 6);
}

TEST_CASE_FIXTURE(Bionty, "what a source says is told apart from what the database has") {
  curation::Values values;
  for (const char* text : {"T cell", "b-cell", "zzz"}) values.add(text);
  const auto found = library.inspect(store(), scope(), values, fixture.log());
  REQUIRE(found);
  CHECK(found->validation.validated == Texts{"T cell"});
  CHECK(found->mapped.front().meanings.front().text() == "B cell");
  CHECK(found->unknown() == Texts{"zzz"});
}

TEST_CASE_FIXTURE(Bionty, "without a file values are held against the database alone, with one warning") {
  Library empty({{fixture.folder() / "nothing"}, fixture.folder() / "compiled2"});
  curation::Values values;
  values.add("T cell");
  for (int i = 0; i < 2; ++i) {
    const auto found = empty.from_values(store(), scope(), values, fixture.log());
    CHECK(found.missing == Texts{"T cell"});
  }
  CHECK(std::ranges::count_if(fixture.lines(), [](const std::string& line) {
          return line.find("source file is not here") != std::string::npos;
        }) == 1);
}

TEST_CASE("a circle among the terms does not stop a save") {
  test::InstanceFixture fixture;
  const auto folder = fixture.folder() / "sources";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "df_all__cl__2024-08-16__CellType.tsv")
      << "ontology_id\tname\tdefinition\tsynonyms\tparents\nX:1\ta\t\t\tX:3\nX:2\tb\t\t\tX:1\nX:3\tc\t\t\tX:"
         "2\n";
  Library library({{folder}, fixture.folder() / "compiled"});
  query::Query query(fixture.registry("bionty.CellType"));
  curation::Values values;
  values.add("b");
  auto found =
      library.from_values(fixture.store(), {curation::scope_of(query), "", {}}, values, fixture.log());
  REQUIRE(found.records.size() == 1);
  Record* pointer = &found.records.front();
  library.save(fixture.store(), std::span(&pointer, 1), fixture.log());
  CHECK(fixture.store().count(query) == 3);
}

TEST_CASE_FIXTURE(Bionty, "genes know their organism by the beginning of their ids") {
  CHECK(Library::organism_of_id("ENSG00000081059") == "human");
  CHECK(Library::organism_of_id("ENSMUSG00000000782") == "mouse");
  CHECK(Library::organism_of_id("ENSX0001") == "");
  CHECK(Library::organism_of_id("TCF7") == "");
  CHECK(Library::needs_organism(fixture.registry("bionty.Gene"), "symbol"));
  CHECK_FALSE(Library::needs_organism(fixture.registry("bionty.Gene"), "ensembl_gene_id"));
  CHECK_FALSE(Library::needs_organism(cells(), "name"));
  const Record human = library.organism(store(), "human", fixture.log());
  CHECK(human.get("ontology_id").text() == "NCBITaxon:9606");
  CHECK(library.organism(store(), "human", fixture.log()).id() == human.id());
  CHECK_THROWS_WITH_AS(library.organism(store(), "nobody", fixture.log()),
                       doctest::Contains("can't be created from the bionty reference"), Error);
}

TEST_CASE_FIXTURE(Bionty, "a newer release says what it changes before it does") {
  Record older = source("2022-08-16");
  use_source(store(), older);
  auto found = find({"native cell", "T cell"});
  save(found.records);
  const Record newer = source("2024-08-16");
  const auto changes = library.changes(store(), cells(), newer);
  const auto change_of = [&](std::string_view id, TermChange::Kind kind) {
    return std::ranges::any_of(changes,
                               [&](const TermChange& c) { return c.ontology_id == id && c.kind == kind; });
  };
  CHECK(change_of("CL:0000003", TermChange::Kind::obsolete));
  CHECK(change_of("CL:0000219", TermChange::Kind::reparented));
  query::Query native(cells());
  native.where("ontology_id", "CL:0000003");
  CHECK(store().one(native).get("name").text() == "native cell");
  library.update(store(), cells(), newer, fixture.log());
  CHECK(store().one(native).get("name").text() == "obsolete native cell");
  CHECK(library.changes(store(), cells(), source("2024-08-16")).size() <= changes.size());
  CHECK(source("2024-08-16").get("currently_used").truth());
}

TEST_CASE_FIXTURE(Bionty, "in_tree finds a term and everything below it, as walking does") {
  library.import_source(store(), cells(), source("2024-08-16"), fixture.log());
  const schema::Relation& parents = *store().catalog().find_relation(cells(), "parents");
  std::vector<std::pair<std::int64_t, std::int64_t>> links;
  for (const auto& row : store().values(query::Query(*parents.through),
                                        {parents.through_source->name, parents.through_target->name}))
    links.emplace_back(row[0].integer(), row[1].integer());
  for (const Record& start : store().all(query::Query(cells()))) {
    std::unordered_set<std::int64_t> below{start.id()};
    for (std::size_t before = 0; before != below.size();) {
      before = below.size();
      for (const auto& [child, parent] : links)
        if (below.contains(parent)) below.insert(child);
    }
    for (const Value& operand :
         {Value(start.id()), start.get("name"), start.get("ontology_id"), start.get("uid")}) {
      std::unordered_set<std::int64_t> found;
      for (const Record& record : store().all(query::Query(cells()).where("in_tree", operand)))
        found.insert(record.id());
      CHECK(found == below);
    }
  }
  const auto before = store().statements_run();
  CHECK(store().count(query::Query(cells()).where("in_tree", "cell")) > 50);
  CHECK(store().statements_run() - before == 1);
  query::Query others(cells());
  others.exclude(query::Filter::condition("in_tree", "cell"));
  CHECK(store().count(others) + store().count(query::Query(cells()).where("in_tree", "cell")) == 66);
  CHECK_THROWS_AS(store().count(query::Query(fixture.registry("ULabel")).where("in_tree", 1.5)), Error);
  CHECK_THROWS_WITH_AS(store().count(query::Query(fixture.registry("Run")).where("in_tree", "x")),
                       doctest::Contains("no hierarchy"), Error);
}
