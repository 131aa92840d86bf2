#include "curation/curate.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "curation/frame_table.hpp"
#include "curation/schema.hpp"
#include "formats/csv/csv.hpp"
#include "records/feature.hpp"
#include "support/instance_fixture.hpp"

using namespace lamin;
using namespace lamin::curation;
using records::Record;

namespace {

using Texts = std::vector<std::string>;

struct Fixture {
  test::InstanceFixture fixture;
  Record schema{fixture.registry("Schema")};

  Fixture() {
    fixture.add("bionty.CellType", {{"name", "B cell"}, {"synonyms", "B-cell"}});
    fixture.add("bionty.CellType", {{"name", "monocyte"}});
    std::vector<Record> features;
    for (const auto& [name, dtype] : {std::pair{"cell", "cat[bionty.CellType]"}, std::pair{"n", "int"}}) {
      features.push_back(records::construct_feature(fixture.store(), fixture.registry("Feature"),
                                                    {{"name", name}, {"dtype", dtype}}, fixture.log()));
      fixture.store().save(features.back());
    }
    Schema made = make_schema(fixture.store(), {.features = features, .components = {}, .name = "cells"},
                              fixture.log());
    save_schema(fixture.store(), made);
    schema = made.record;
  }
  Report check(std::string_view csv) {
    const formats::Frame frame = formats::parse_csv(csv);
    std::vector<SlotTable> tables;
    tables.push_back({"", table_of(frame)});
    return curate(fixture.store(), schema, tables);
  }
};

}  // namespace

TEST_CASE("a report names value, count, first rows, nearest terms and the call that fixes it") {
  Fixture cells;
  const Report report =
      cells.check("cell,n\nB cell,1\nmonocite,2\nB-cell,3\nmonocite,4\nxyz,5\nMonocyte,6\n");
  REQUIRE(report.findings.size() == 1);
  const Finding& finding = report.findings[0];
  CHECK(finding.kind == "unknown_values");
  CHECK(finding.fix == ".add_new_from(\"cell\")");
  REQUIRE(finding.values.size() == 4);
  CHECK(finding.values[0].value == "monocite");
  CHECK(finding.values[0].count == 2);
  CHECK(finding.values[0].rows == std::vector<std::size_t>{1, 3});
  CHECK(finding.values[0].nearest == Texts{"monocyte"});
  CHECK(finding.values[0].reason == "spelling");
  CHECK(finding.values[1].reason == "synonym");
  CHECK(finding.values[1].nearest == Texts{"B cell"});
  CHECK(finding.values[2].nearest.empty());
  CHECK(finding.values[3].reason == "letters");
  CHECK(to_json(report).find("errors")->integer() == 1);
}

TEST_CASE("a report writes nothing") {
  Fixture cells;
  query::Query all(cells.fixture.registry("bionty.CellType"));
  const auto before = cells.fixture.store().count(all);
  cells.check("cell,n\nneuron,1\n");
  CHECK(cells.fixture.store().count(all) == before);
  CHECK(cells.check("cell,n\nB cell,1\n").errors() == 0);
}

TEST_CASE("ids with a version behind them are told with the id") {
  Fixture cells;
  const Record human = cells.fixture.add("bionty.Organism", {{"name", "human"}});
  cells.fixture.add(
      "bionty.Gene",
      {{"symbol", "CD8A"}, {"ensembl_gene_id", "ENSG00000153563"}, {"organism", human.get("id")}});
  Schema var = make_schema(
      cells.fixture.store(),
      {.features = {}, .components = {}, .itype = "bionty.Gene.ensembl_gene_id", .is_itype_of_class = true},
      cells.fixture.log());
  save_schema(cells.fixture.store(), var);
  formats::Frame frame;
  frame.index = {"ENSG00000153563", "ENSG00000153563.7"};
  std::vector<SlotTable> tables;
  tables.push_back({"", transposed_table_of(frame)});
  const Report report = curate(cells.fixture.store(), var.record, tables);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.errors() == 0);
  CHECK(report.findings[0].values[0].nearest == Texts{"ENSG00000153563"});
  CHECK(report.findings[0].values[0].reason == "version suffix");
}

TEST_CASE("ids that are there twice are told once, with their rows") {
  Fixture cells;
  const Record human = cells.fixture.add("bionty.Organism", {{"name", "human"}});
  cells.fixture.add(
      "bionty.Gene",
      {{"symbol", "CD8A"}, {"ensembl_gene_id", "ENSG00000153563"}, {"organism", human.get("id")}});
  Schema var = make_schema(
      cells.fixture.store(),
      {.features = {}, .components = {}, .itype = "bionty.Gene.ensembl_gene_id", .is_itype_of_class = true},
      cells.fixture.log());
  save_schema(cells.fixture.store(), var);
  formats::Frame frame;
  frame.index = {"ENSG00000153563", "ENSG00000153563"};
  std::vector<SlotTable> tables;
  tables.push_back({"", transposed_table_of(frame)});
  const Report report = curate(cells.fixture.store(), var.record, tables);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].kind == "repeated_ids");
  CHECK(report.findings[0].values[0].rows == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a schema is found by its name and by its uid") {
  Fixture cells;
  CHECK(find_schema(cells.fixture.store(), "cells").uid() == cells.schema.uid());
  CHECK(find_schema(cells.fixture.store(), std::string(cells.schema.uid())).uid() == cells.schema.uid());
  CHECK_THROWS_AS(find_schema(cells.fixture.store(), "nothing"), Error);
}

TEST_CASE("a misspelt term is found again: the share of right first suggestions") {
  Fixture cells;
  const Texts terms{"effector memory CD4-positive T cell",
                    "naive B cell",
                    "plasmacytoid dendritic cell",
                    "natural killer cell",
                    "megakaryocyte",
                    "hematopoietic stem cell",
                    "regulatory T cell",
                    "macrophage",
                    "erythrocyte",
                    "fibroblast"};
  for (const std::string& term : terms) cells.fixture.add("bionty.CellType", {{"name", term}});
  std::size_t right = 0;
  for (const std::string& term : terms) {
    std::string misspelt = term;
    std::swap(misspelt[term.size() / 2], misspelt[term.size() / 2 - 1]);
    misspelt.erase(1, 1);
    const Report report = cells.check("cell,n\n" + misspelt + ",1\n");
    if (!report.findings.empty() && !report.findings[0].values[0].nearest.empty() &&
        report.findings[0].values[0].nearest[0] == term)
      ++right;
  }
  CHECK(right == terms.size());
}
