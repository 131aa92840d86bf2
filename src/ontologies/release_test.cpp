#include "ontologies/release.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>

#include "base/error.hpp"
#include "ontologies/build.hpp"
#include "ontologies/parse.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::ontologies;

namespace {

using Rows = std::vector<std::uint32_t>;

Release small() {
  return Release::from_table(
      parse_table("ontology_id\tname\tsynonyms\tdefinition\tparents\n"
                  "A:1\tT cell\tT-cell|T lymphocyte\tx\t\n"
                  "A:2\tB cell\tB-cell|Lymphocyte\t\tA:1\n"
                  "A:3\tt cell\tlymphocyte|β-cell\ty\tA:1|A:2\n"));
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::filesystem::path shared_data() {
  const auto beside = std::filesystem::path(LAMIN_TESTS_FOLDER) / "../../shared/data";
  return std::filesystem::exists(beside) ? beside : "/work/shared/data";
}

}  // namespace

TEST_CASE("a release gives back the table and finds rows by any text") {
  const Release release = small();
  CHECK(release.rows() == 3);
  const std::size_t name = *release.find_column("name"), synonyms = *release.find_column("synonyms");
  CHECK_FALSE(release.find_column("nothing"));
  CHECK(release.text(name, 1) == "B cell");
  CHECK_FALSE(release.has_value(*release.find_column("definition"), 1));
  CHECK(release.rows_with(name, "T cell") == Rows{0});
  CHECK(release.rows_like(name, "T CELL") == Rows{0, 2});
  CHECK(release.rows_with_part(synonyms, "lymphocyte") == Rows{1, 2});
  CHECK(release.rows_with_part(synonyms, "Lymphocyte", true) == Rows{1});
  CHECK(release.rows_with_part(synonyms, "Β-CELL") == Rows{2});
  CHECK(release.rows_with(*release.find_column("parents"), "A:1") == Rows{1});
  CHECK_FALSE(release.first_with(name, "B"));
  CHECK(release.column(name).text(2) == "t cell");
  CHECK(release.is_intact());
}

TEST_CASE("a file that is cut off, changed or something else is refused") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.release";
  std::string bytes = Release::compile(parse_table("name\tsynonyms\na\tb\n"));
  write(path, bytes);
  CHECK(Release::open(path).is_intact());
  write(path, bytes.substr(0, bytes.size() / 2));
  CHECK_THROWS_WITH_AS(Release::open(path), doctest::Contains("cut off"), Error);
  write(path, "something else, long enough for a head of a file");
  CHECK_THROWS_WITH_AS(Release::open(path), doctest::Contains("another format"), Error);
  bytes[bytes.size() - 1] ^= 1;
  write(path, bytes);
  CHECK_FALSE(Release::open(path).is_intact());
  CHECK_THROWS_AS(Release::open(folder.path() / "none"), Error);
}

TEST_CASE("real releases open and answer 10,000 look-ups in milliseconds") {
  if (!std::filesystem::exists(shared_data())) {
    MESSAGE("skipped: ../shared/data is not here");
    return;
  }
  const test::TemporaryFolder folder;
  for (const char* name : {"df_all__cl__2024-08-16__CellType", "df_all__mondo__2024-08-06__Disease",
                           "df_all__uberon__2024-08-07__Tissue"}) {
    CAPTURE(std::string(name));
    const Columns table = parse_table(read_file(shared_data() / "tables" / (std::string(name) + ".tsv.gz")));
    const auto path = folder.path() / name;
    write(path, Release::compile(table));
    const auto begun = std::chrono::steady_clock::now();
    const Release release = Release::open(path);
    const std::size_t names = *release.find_column("name"), ids = *release.find_column("ontology_id");
    const std::size_t synonyms = *release.find_column("synonyms");
    std::size_t found = 0;
    for (std::uint32_t i = 0; i < 2'500; ++i) {
      const std::uint32_t row = static_cast<std::uint32_t>((i * 7919ULL) % release.rows());
      found += release.first_with(ids, release.text(ids, row)).has_value();
      found += release.first_with(names, release.text(names, row)).has_value();
      found += !release.rows_like(names, release.text(names, row)).empty();
      found += release.rows_with_part(synonyms, "no such synonym of anything").empty();
    }
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    CHECK(found == 10'000);
    MESSAGE(std::string(name) << ": opened and 10,000 look-ups in " << took.count() << " ms");
    CHECK(took.count() < 500);  // 10 ms on a machine that has nothing else to do
  }
}
