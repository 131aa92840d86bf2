#include "ontologies/shelf.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "support/temporary_folder.hpp"
#include "support/web_server.hpp"

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
  /// Downloads what is missing, from `server` in place of the bucket.
  Places online(const test::WebServer& server) const {
    return {.sources = {files, cache},
            .compiled = cache / "compiled",
            .downloads = Downloads::when_missing,
            .assets = server.address("/assets"),
            .progress = {}};
  }
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

TEST_CASE("what is missing is downloaded once, compiled, and found from then on") {
  const Place place;
  test::WebServer server;
  Source source = cl;
  source.url = server.address("/releases/cl.owl");
  server.put("/releases/cl.owl", {.body = obo, .etag = "\"1\""});
  Shelf shelf(place.online(server));
  CHECK(shelf.get(source)->rows() == 2);
  CHECK(shelf.find_file(source) == place.cache / "ontology_all__cl__2024-08-16__CellType");
  CHECK(std::filesystem::exists(shelf.compiled_file(source)));
  CHECK(Shelf(place.online(server)).get(source)->rows() == 2);
  CHECK(server.requests().size() == 1);
  CHECK_FALSE(std::filesystem::exists(place.cache / "incoming"));
}

TEST_CASE("the finished table of the bucket comes first where parquet can be read") {
  const Place place;
  test::WebServer server;
  Source source = cl;
  source.url = server.address("/cl.owl");
  server.put("/cl.owl", {.body = obo});
  server.put("/assets/df_all__cl__2024-08-16__CellType.parquet", {.body = "PAR1..."});
  Shelf shelf(place.online(server));
  shelf.set_parquet_reader([](const std::filesystem::path&) { return Columns{}; });
  CHECK(shelf.fetch(source) == place.cache / "df_all__cl__2024-08-16__CellType.parquet");
  CHECK(Shelf(place.online(server)).fetch(source) == place.cache / "ontology_all__cl__2024-08-16__CellType");
  // The newest is the one that is found.
  CHECK_FALSE(std::filesystem::exists(place.cache / "df_all__cl__2024-08-16__CellType.parquet"));
}

TEST_CASE("addresses in the bucket are those that everybody can read") {
  CHECK(web_address("s3://bionty-assets/df_saccharomyces cerevisiae__x.parquet", public_assets) ==
        "https://bionty-assets.s3.amazonaws.com/df_saccharomyces%20cerevisiae__x.parquet");
  CHECK(web_address("s3://other/a/b.obo", public_assets) == "https://other.s3.amazonaws.com/a/b.obo");
  CHECK(addresses_of(cl, public_assets, true).front().name == "df_all__cl__2024-08-16__CellType.parquet");
  CHECK(addresses_of(cl, public_assets, false).front().url == cl.url);
  CHECK(addresses_of(choose_source("Gene", "human"), public_assets, true).size() == 1);
  const Source go = choose_source("Pathway");
  ::unsetenv("BIOPORTAL_API_KEY");
  CHECK(addresses_of(go, "", false).empty());
  ::setenv("BIOPORTAL_API_KEY", "mine", 1);
  CHECK(addresses_of(go, "", false).front().url.ends_with("apikey=mine"));
  ::unsetenv("BIOPORTAL_API_KEY");
}

TEST_CASE(
    "a download that fails is told with the file, its address and the folder, and not repeated at once") {
  const Place place;
  test::WebServer server;
  Source source = cl;
  source.url = server.address("/gone.owl");
  Shelf shelf(place.online(server));
  for (const std::string& part : {std::string("The server has no such file (404)"), source.url,
                                  place.cache.native(), source.raw_name()})
    CHECK_THROWS_WITH_AS(shelf.get(source), doctest::Contains(part.c_str()), Error);
  CHECK(server.requests().size() == 2);  // its own address and the bucket, once
  CHECK_THROWS_WITH_AS(shelf.fetch(source), doctest::Contains("404"), Error);
  CHECK(server.requests().size() == 4);
  server.put("/gone.owl", {.body = obo});
  shelf.fetch(source);
  CHECK(shelf.get(source)->rows() == 2);
}

TEST_CASE("what a download brings is checked before it has its name") {
  const Place place;
  test::WebServer server;
  Source source = cl;
  source.url = server.address("/cl.owl");
  Shelf shelf(place.online(server));
  const std::string page = "<html><body>Please log in</body></html>",
                    cut = std::string(obo) + "\n[Term]\nid: CL:3\ndef: \"half";
  for (const std::string& body : {page, cut, std::string("PAR1"), std::string()}) {
    server.put("/cl.owl", {.body = body});
    CHECK_THROWS_AS(shelf.fetch(source, source.url), Error);
    CHECK_FALSE(shelf.find_file(source));
  }
  server.put("/cl.owl", {.body = obo});
  source.md5 = std::string(32, '0');
  CHECK_THROWS_WITH_AS(shelf.fetch(source), doctest::Contains("another checksum"), Error);
  CHECK_THROWS_WITH_AS(shelf.fetch(source, source.url, source.md5), doctest::Contains("another checksum"),
                       Error);
  source.md5 = hex(md5(obo));
  CHECK(shelf.fetch(source) == place.cache / source.raw_name());
  CHECK_THROWS_WITH_AS(shelf.fetch(source, "ftp://x/cl.owl"), doctest::Contains("http, https, file"), Error);
}

TEST_CASE("downloads that a person has turned off are not tried") {
  const Place place;
  test::WebServer server;
  Places places = place.online(server);
  places.downloads = Downloads::off;
  Shelf shelf(places);
  CHECK_THROWS_WITH_AS(shelf.get(cl), doctest::Contains("LAMIN_OFFLINE"), Error);
  CHECK(server.requests().empty());
}

TEST_CASE("the ontology behind a table is found, downloaded, or not there") {
  const Place place;
  test::WebServer server;
  Source source = cl;
  source.url = server.address("/cl.owl");
  server.put("/cl.owl", {.body = obo});
  place.put("df_all__cl__2024-08-16__CellType.tsv", "ontology_id\tname\nCL:1\tcell\n");
  Shelf shelf(place.online(server));
  CHECK(shelf.ontology_file(source) == place.cache / source.raw_name());
  CHECK(shelf.get(source)->rows() == 1);  // the table is what it was
  place.put("cl_2024-08-16.obo", obo);
  CHECK(shelf.ontology_file(source) == place.files / "cl_2024-08-16.obo");
  CHECK_FALSE(shelf.ontology_file(choose_source("Gene", "human")));
}
