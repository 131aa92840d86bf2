#include "ontologies/parse.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ontologies/build.hpp"

using namespace lamin;
using namespace lamin::ontologies;

namespace {

constexpr std::string_view small_obo =
    "format-version: 1.2\n"
    "data-version: x/2024-01-01\n"
    "\n"
    "[Term]\n"
    "id: CL:0000001\n"
    "name: cell {of a kind}\n"
    "def: \"A cell, with \\\"quotes\\\" and a\\nline.\" [X:1]\n"
    "synonym: \"unit\" EXACT []\n"
    "synonym: \"wide\" BROAD []\n"
    "\n"
    "[Term]\n"
    "id: CL:0000002\n"
    "name: T cell ! the comment\n"
    "is_a: CL:0000001 {source=\"x\"} ! cell\n"
    "is_a: GO:0000009 ! elsewhere\n"
    "relationship: part_of UBERON:0000001 ! body\n"
    "is_obsolete: true\n"
    "replaced_by: CL:0000003\n"
    "\n"
    "[Typedef]\n"
    "id: part_of\n"
    "name: part of\n";

constexpr std::string_view owl_head =
    "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:owl=\"http://www.w3.org/2002/07/owl#\" "
    "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
    "xmlns:rdfs=\"http://www.w3.org/2000/01/rdf-schema#\" xmlns:obo=\"http://purl.obolibrary.org/obo/\" "
    "xmlns:in=\"http://www.geneontology.org/formats/oboInOwl#\">\n";

std::string_view cell(const Columns& table, std::string_view column, std::size_t row) {
  return table.columns[*find_column(table, column)].text(row);
}

}  // namespace

TEST_CASE("OBO terms have names, exact synonyms, parents and what replaces them") {
  const Ontology ontology = parse_obo(small_obo);
  CHECK(ontology.version == "x/2024-01-01");
  REQUIRE(ontology.terms.size() == 2);
  const Term& first = ontology.terms[0];
  CHECK(first.name == "cell {of a kind}");
  CHECK(first.definition == "A cell, with \"quotes\" and a\nline.");
  CHECK(first.exact_synonyms == std::vector<std::string>{"unit"});
  const Term& second = ontology.terms[1];
  CHECK(second.name == "T cell");
  CHECK(second.parents == std::vector<std::string>{"CL:0000001", "GO:0000009"});
  CHECK(second.related.front().second == "UBERON:0000001");
  CHECK(second.is_obsolete);
  CHECK(second.replaced_by == std::vector<std::string>{"CL:0000003"});
}

TEST_CASE("an OBO file that is cut off is refused with its line") {
  const std::string whole(small_obo);
  const auto until = [&](std::string_view text) { return whole.substr(0, whole.find(text)); };
  CHECK_THROWS_WITH_AS(parse_obo(until("\\nline")), doctest::Contains("line: 7"), Error);
  CHECK_THROWS_AS(parse_obo(until("_of UBERON")), Error);
  CHECK_THROWS_AS(parse_obo(until(": T cell")), Error);
  CHECK_THROWS_AS(parse_obo(until("id: CL:0000002")), Error);
  CHECK_THROWS_AS(parse_obo("format-version: 1.2\n"), Error);
}

TEST_CASE("a text that goes on in the next line without its tag does not stop the reading") {
  const auto ontology = parse_obo("[Term]\nid: A:1\ndef: \"begins\nand goes on\" [X:1]\nname: a\n");
  CHECK(ontology.terms.front().definition == "begins");
  CHECK(ontology.terms.front().name == "a");
}

TEST_CASE("OWL classes have the same, restrictions are relations, nested classes are none") {
  const std::string text =
      std::string(owl_head) +
      "<owl:ObjectProperty rdf:about=\"http://purl.obolibrary.org/obo/BFO_0000050\">"
      "<in:shorthand>part_of</in:shorthand></owl:ObjectProperty>"
      "<owl:Class rdf:about=\"http://purl.obolibrary.org/obo/CL_0000002\">"
      "<rdfs:label xml:lang=\"en\">T cell &amp; co</rdfs:label>"
      "<obo:IAO_0000115>A cell.</obo:IAO_0000115>"
      "<in:hasExactSynonym>T-cell</in:hasExactSynonym><in:hasBroadSynonym>x</in:hasBroadSynonym>"
      "<rdfs:subClassOf rdf:resource=\"http://purl.obolibrary.org/obo/CL_0000001\"/>"
      "<rdfs:subClassOf><owl:Restriction>"
      "<owl:onProperty rdf:resource=\"http://purl.obolibrary.org/obo/BFO_0000050\"/>"
      "<owl:someValuesFrom rdf:resource=\"http://purl.obolibrary.org/obo/UBERON_0000001\"/>"
      "</owl:Restriction></rdfs:subClassOf>"
      "<owl:equivalentClass><owl:Class rdf:about=\"http://x/y\"><rdfs:label>no</rdfs:label>"
      "</owl:Class></owl:equivalentClass>"
      "<owl:deprecated>true</owl:deprecated></owl:Class></rdf:RDF>";
  const Ontology ontology = parse_owl(text);
  REQUIRE(ontology.terms.size() == 1);
  const Term& term = ontology.terms.front();
  CHECK(term.id == "CL:0000002");
  CHECK(term.name == "T cell & co");
  CHECK(term.definition == "A cell.");
  CHECK(term.exact_synonyms == std::vector<std::string>{"T-cell"});
  CHECK(term.parents == std::vector<std::string>{"CL:0000001"});
  REQUIRE(term.related.size() == 1);
  CHECK(term.related.front() == std::pair<std::string, std::string>{"part_of", "UBERON:0000001"});
  CHECK(term.is_obsolete);
  CHECK_THROWS_WITH_AS(parse_owl(text.substr(0, text.size() / 2)), doctest::Contains("OWL file is damaged"),
                       Error);
}

TEST_CASE("OBO Graphs have the same") {
  const Ontology ontology = parse_graphs(R"({"graphs": [{"meta": {"version": "v"}, "nodes": [
    {"id": "http://purl.obolibrary.org/obo/HP_1", "lbl": "All", "type": "CLASS"},
    {"id": "http://purl.obolibrary.org/obo/HP_2", "lbl": "Tall", "type": "CLASS", "meta": {
      "definition": {"val": "Very."}, "deprecated": true,
      "synonyms": [{"pred": "hasExactSynonym", "val": "high"}, {"pred": "hasRelatedSynonym", "val": "no"}]}}],
    "edges": [{"sub": "http://purl.obolibrary.org/obo/HP_2", "pred": "is_a",
               "obj": "http://purl.obolibrary.org/obo/HP_1"}]}]})");
  REQUIRE(ontology.terms.size() == 2);
  CHECK(ontology.terms[1].exact_synonyms == std::vector<std::string>{"high"});
  CHECK(ontology.terms[1].parents == std::vector<std::string>{"HP:1"});
  CHECK_THROWS_AS(parse_graphs("{\"graphs\": [{\"nodes\": ["), Error);
  CHECK_THROWS_AS(parse_graphs("{}"), Error);
}

TEST_CASE("the table has the terms of the source's prefix, capitalised definitions and parents inside") {
  const Columns table = build_table(parse_obo(small_obo), rules_of("cl"));
  REQUIRE(table.rows() == 2);
  CHECK(cell(table, "definition", 0) == "A Cell, With \"Quotes\" And A\nLine.");
  CHECK(cell(table, "synonyms", 0) == "unit");
  CHECK_FALSE(table.columns[3].has_value(1));
  CHECK(cell(table, "parents", 1) == "CL:0000001");
  CHECK(build_table(parse_obo(small_obo), rules_of("uberon")).rows() == 0);
}

TEST_CASE("words are capitalised as Python does") {
  CHECK(title_case("the (-)-enantiomer of NK'cells, T-BET 3rd x") ==
        "The (-)-Enantiomer Of Nk'Cells, T-Bet 3Rd X");
  CHECK(title_case("ÉCOLE β-cell ßx µm") == "École Β-Cell Ssx Μm");
}

TEST_CASE("a table with tabs knows empty cells and refuses rows of another length") {
  const Columns table = parse_table("name\tsynonyms\tx\na\t\t\"b \"\"c\"\"\"\nd\te\tf\n");
  CHECK(table.rows() == 2);
  CHECK_FALSE(table.columns[1].has_value(0));
  CHECK(cell(table, "x", 0) == "b \"c\"");
  CHECK_THROWS_WITH_AS(parse_table("a\tb\n1\t2\n3\n"), doctest::Contains("line: 3"), Error);
}

TEST_CASE("Ensembl's list of species becomes bionty's") {
  const Columns table = parse_table("#name\tspecies\ttaxonomy_id\nHuman\thomo_sapiens\t9606\t\n");
  CHECK(cell(table, "name", 0) == "human");
  CHECK(cell(table, "scientific_name", 0) == "Homo sapiens");
  CHECK(cell(table, "ontology_id", 0) == "NCBITaxon:9606");
}

TEST_CASE("a circle among parents is found and named") {
  CHECK_FALSE(find_circle(parse_table("ontology_id\tparents\na\t\nb\ta\nc\ta|b\n")));
  CHECK(find_circle(parse_table("ontology_id\tparents\na\tc\nb\ta\nc\tb\n")) == "a -> c -> b -> a");
  CHECK(find_circle(parse_table("ontology_id\tparents\na\ta\n")) == "a -> a");
}

TEST_CASE("what is none of the formats is said to be none") {
  CHECK(format_of("\xef\xbb\xbf<?xml") == Format::owl);
  CHECK(format_of("  {\"graphs\"") == Format::graphs);
  CHECK(format_of("ontology: x\n[Term]\nid: a") == Format::obo);
  CHECK(format_of("a\tb\n") == Format::tsv);
  CHECK(format_of("PAR1....") == Format::parquet);
  CHECK_THROWS_AS(format_of("hello"), Error);
}

TEST_CASE("what a term is part of are its parents, at any distance, and circles end") {
  const Ontology ontology = parse_obo(
      "format-version: 1.2\n\n[Term]\nid: UBERON:1\nname: body\n\n[Term]\nid: UBERON:2\nname: arm\n"
      "is_a: UBERON:5\nrelationship: part_of UBERON:1\n\n[Term]\nid: UBERON:3\nname: hand\n"
      "relationship: part_of UBERON:2\nrelationship: part_of XAO:9\n\n[Term]\nid: UBERON:4\nname: finger\n"
      "relationship: part_of UBERON:3\nrelationship: part_of UBERON:4\n\n[Term]\nid: UBERON:5\nname: limb\n");
  const Columns table = build_table(ontology, rules_of("uberon"));
  CHECK(table.columns[4].text(0) == "");
  CHECK(table.columns[4].text(1) == "UBERON:5|UBERON:1");
  CHECK(table.columns[4].text(3) == "UBERON:3|UBERON:2|UBERON:1");
  CHECK(build_table(ontology, {}).columns[4].text(3) == "");
}
