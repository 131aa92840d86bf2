// What people and networks do to ontologies and to the values that are held against them.
#include <doctest/doctest.h>
#include <zlib.h>

#include <fstream>

#include "base/error.hpp"
#include "curation/values.hpp"
#include "ontologies/build.hpp"
#include "ontologies/parse.hpp"
#include "ontologies/public_table.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::ontologies;

namespace {

constexpr const char* obo =
    "format-version: 1.2\n\n[Term]\nid: CL:1\nname: cell\n\n[Term]\nid: CL:2\nname: T cell\n"
    "def: \"A cell \\\"T\\\".\" [PMID:1]\nsynonym: \"T lymphocyte\" EXACT []\nis_a: CL:1 ! cell\n";
constexpr const char* owl =
    "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
    "xmlns:rdfs=\"http://www.w3.org/2000/01/rdf-schema#\" xmlns:owl=\"http://www.w3.org/2002/07/owl#\">\n"
    "<owl:Class rdf:about=\"http://purl.obolibrary.org/obo/CL_1\"><rdfs:label>cell</rdfs:label></owl:Class>\n"
    "<owl:Class rdf:about=\"http://purl.obolibrary.org/obo/CL_2\"><rdfs:label>T cell</rdfs:label>"
    "<rdfs:subClassOf rdf:resource=\"http://purl.obolibrary.org/obo/CL_1\"/></owl:Class></rdf:RDF>\n";
constexpr const char* graphs =
    "{\"graphs\": [{\"id\": \"cl\", \"nodes\": [{\"id\": \"http://purl.obolibrary.org/obo/CL_1\", \"lbl\": "
    "\"cell\", \"type\": \"CLASS\"}], \"edges\": []}]}";

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(text.size() + 200, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

PublicTable cells() {
  const Columns table = parse_table(
      "ontology_id\tname\tdefinition\tsynonyms\tparents\n"
      "CL:1\tcell\t\t\t\n"
      "CL:2\tT cell\t\tT lymphocyte|T-cell\tCL:1\n"
      "CL:3\tobsolete native cell\t\t\t\n"
      "CL:4\tB cell\t\t\tCL:5\n"
      "CL:5\tlymphocyte\t\t\tCL:4\n");
  Source source;
  source.entity = "CellType";
  source.name = "cl";
  return {source, std::make_shared<const Release>(Release::from_table(table))};
}

curation::Values values(std::initializer_list<const char*> texts) {
  curation::Values all;
  for (const char* text : texts) all.add(text);
  return all;
}

}  // namespace

TEST_CASE("an ontology that is cut off anywhere is refused or has fewer terms, and never breaks the reader") {
  for (const std::string whole : {obo, owl, graphs}) {
    const std::size_t terms = parse(whole).terms.size();
    std::size_t refused = 0;
    for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
      try {
        const std::size_t left = parse(whole.substr(0, length)).terms.size();
        CHECK(left <= terms);
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::validation_failed);
        ++refused;
      }
    }
    CHECK(refused > whole.size() / 10);
  }
}

TEST_CASE("an ontology with a byte changed is read or refused, and never breaks the reader") {
  for (const std::string whole : {obo, owl, graphs})
    for (std::size_t at = 0; at < whole.size(); ++at)
      for (const char byte : {'\0', '"', '<', '\xff', '\n'}) {
        std::string changed = whole;
        changed[at] = byte;
        try {
          build_table(parse(changed), rules_of("cl"));
        } catch (const Error& error) {
          CHECK(error.code() == ErrorCode::validation_failed);
        }
      }
}

TEST_CASE("gzip that is cut off is refused") {
  const test::TemporaryFolder folder;
  const std::string packed = gzip(obo);
  CHECK(read_file(folder.write("whole.obo.gz", packed)) == obo);
  for (const std::size_t length : {packed.size() - 1, packed.size() / 2, std::size_t{12}}) {
    const auto file = folder.write("cut.obo.gz", packed.substr(0, length));
    CHECK_THROWS_WITH_AS(read_file(file), doctest::Contains("cut off"), Error);
  }
}

TEST_CASE("synonyms, other letters, spaces around and obsolete terms are told apart") {
  const PublicTable table = cells();
  const auto found = table.inspect(
      values({"T cell", "T lymphocyte", "t CELL", "T cell ", " T cell", "obsolete native cell", "CL:2", ""}),
      "name");
  CHECK(found.validation.validated == std::vector<std::string>{"T cell", "obsolete native cell"});
  std::vector<std::string> mapped;
  for (const auto& one : found.mapped)
    mapped.push_back(one.value + "=" + std::string(one.meanings.front().text()));
  CHECK(mapped == std::vector<std::string>{"T lymphocyte=T cell", "t CELL=T cell"});
  // Spaces around are no synonym, as in lamindb; what was meant is the first suggestion.
  for (const char* spaced : {"T cell ", " T cell", "T  cell"})
    CHECK(table.release().text(table.column("name"), table.nearest(spaced).front()) == "T cell");
}

TEST_CASE("terms that are above one another are walked once") {
  const PublicTable table = cells();
  CHECK(table.with_ancestors({3}).size() == 2);
  CHECK(table.with_ancestors({3, 4}).size() == 2);
}
