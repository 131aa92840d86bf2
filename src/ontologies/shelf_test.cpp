#include "ontologies/shelf.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::ontologies;

namespace {

constexpr const char* obo =
    "format-version: 1.2\n\n[Term]\nid: CL:1\nname: cell\n\n[Term]\nid: CL:2\nname: T cell\nis_a: CL:1\n";

class Place {
  test::TemporaryFolder folder_;  // first: the others lie in it

 public:
  const std::filesystem::path files = folder_.path() / "files", cache = folder_.path() / "cache";
  Place() { std::filesystem::create_directories(files); }
  Shelf shelf() const { return Shelf({{files, cache}, cache / "compiled"}); }
  void put(const std::string& name, const std::string& content) const {
    std::ofstream(files / name, std::ios::binary) << content;
  }
};

const Source cl = choose_source("CellType");

}  // namespace

TEST_CASE("the default source is the first of the list, another one is chosen by its parts") {
  CHECK(cl.title() == "cl, 2024-08-16");
  CHECK(cl.table_name() == "df_all__cl__2024-08-16__CellType");
  CHECK(choose_source("bionty.Phenotype", "human").name == "hp");
  CHECK(choose_source("Gene", "saccharomyces cerevisiae").raw_name() ==
        "ontology_saccharomyces_cerevisiae__ensembl__release-112__Gene");
  CHECK(sources_of("CellType").size() == 9);
  CHECK(public_sources().size() == 104);
  CHECK_THROWS_WITH_AS(choose_source("CellType", "", "", "1"),
                       doctest::Contains("No source is available with {'version': '1'}"), Error);
}

TEST_CASE("a file is found under bionty's names and under short ones") {
  for (const char* name :
       {"ontology_all__cl__2024-08-16__CellType", "cl_2024-08-16.obo", "cl-basic_2024-08-16.obo"}) {
    const Place place;
    place.put(name, obo);
    CHECK(place.shelf().get(cl)->rows() == 2);
  }
}

TEST_CASE("what is not here is named with its address and the folder it belongs in") {
  const Place place;
  CHECK_THROWS_WITH_AS(place.shelf().get(cl), doctest::Contains("2024-08-16/cl.owl"), Error);
  CHECK_THROWS_WITH_AS(place.shelf().get(cl), doctest::Contains("ontology_all__cl__2024-08-16__CellType"),
                       Error);
  CHECK_THROWS_WITH_AS(place.shelf().get(cl), doctest::Contains(place.cache.c_str()), Error);
  CHECK_THROWS_WITH_AS(place.shelf().fetch(cl, cl.url), doctest::Contains("does not download"), Error);
}

TEST_CASE("a source is compiled once, and again when its file has changed") {
  const Place place;
  Shelf shelf = place.shelf();
  place.put("cl_2024-08-16.obo", obo);
  const auto first = shelf.get(cl);
  CHECK(shelf.get(cl) == first);
  CHECK(std::filesystem::exists(shelf.compiled_file(cl)));
  place.put("cl_2024-08-16.obo", std::string(obo) + "\n[Term]\nid: CL:3\nname: B cell\n");
  CHECK(shelf.get(cl)->rows() == 3);
  std::ofstream(shelf.compiled_file(cl)) << "damaged";
  CHECK(place.shelf().get(cl)->rows() == 3);
  CHECK(std::distance(std::filesystem::directory_iterator(place.cache / "compiled"), {}) == 1);
}

TEST_CASE("a file that is cut off says which it is") {
  const Place place;
  place.put("cl_2024-08-16.obo", std::string(obo) + "\n[Term]\nid: CL:3\ndef: \"half a te");
  CHECK_THROWS_WITH_AS(place.shelf().get(cl), doctest::Contains("cl_2024-08-16.obo"), Error);
}

TEST_CASE("a wrong checksum is refused, beside the file and on the way") {
  const Place place;
  place.put("cl_2024-08-16.obo", obo);
  place.put("cl_2024-08-16.obo.md5", hex(md5(obo)) + "  cl_2024-08-16.obo\n");
  CHECK(place.shelf().get(cl)->rows() == 2);
  const auto fetched = place.shelf().fetch(cl, "file://" + (place.files / "cl_2024-08-16.obo").native());
  CHECK(fetched == place.cache / "ontology_all__cl__2024-08-16__CellType");
  CHECK_THROWS_WITH_AS(place.shelf().fetch(cl, place.files.native(), "00000000000000000000000000000000"),
                       doctest::Contains("another checksum"), Error);
  place.put("cl_2024-08-16.obo.md5", "00000000000000000000000000000000\n");
  std::filesystem::remove_all(place.cache);
  CHECK_THROWS_WITH_AS(place.shelf().get(cl), doctest::Contains("another checksum"), Error);
}

TEST_CASE("parquet is read by whoever can") {
  const Place place;
  place.put("df_all__cl__2024-08-16__CellType.parquet", "PAR1...");
  Shelf shelf = place.shelf();
  CHECK_THROWS_WITH_AS(shelf.get(cl), doctest::Contains("Only Python reads parquet"), Error);
  shelf.set_parquet_reader([](const std::filesystem::path&) {
    Columns table;
    table.columns.emplace_back().name = "name";
    return table;
  });
  CHECK(shelf.get(cl)->columns() == 1);
}
