#include "ontologies/release.hpp"

#include <doctest/doctest.h>

#include <ctime>
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

namespace {

struct Real {
  const char *file, *id, *name;
};
constexpr Real real_tables[] = {
    {"tables/df_all__cl__2024-08-16__CellType.tsv.gz", "ontology_id", "name"},
    {"tables/df_all__mondo__2024-08-06__Disease.tsv.gz", "ontology_id", "name"},
    {"tables/df_all__uberon__2024-08-07__Tissue.tsv.gz", "ontology_id", "name"},
    {"genes/human_ensembl-109_gene.tsv.gz", "ensembl_gene_id", "symbol"},
    {"genes/mouse_ensembl-109_gene.tsv.gz", "ensembl_gene_id", "symbol"},
};

/// How many of 10,000 look-ups, by id, name, name in any letters and synonym, are right.
std::size_t right_answers(const Release& release, const Real& table) {
  const std::size_t names = *release.find_column(table.name), ids = *release.find_column(table.id);
  const std::size_t synonyms = *release.find_column("synonyms");
  std::size_t right = 0;
  for (std::uint32_t i = 0; i < 2'500; ++i) {
    const auto row = static_cast<std::uint32_t>((i * 7919ULL) % release.rows());
    right += release.text(ids, *release.first_with(ids, release.text(ids, row))) == release.text(ids, row);
    const auto named = release.first_with(names, release.text(names, row));
    right += !release.has_value(names, row) || release.text(names, *named) == release.text(names, row);
    right += !release.has_value(names, row) || !release.rows_like(names, release.text(names, row)).empty();
    right += release.rows_with_part(synonyms, "no such synonym of anything").empty();
  }
  return right;
}

}  // namespace

TEST_CASE("real releases open and answer 10,000 look-ups within 10 ms") {
  if (!std::filesystem::exists(shared_data())) {
    MESSAGE("skipped: ../shared/data is not here");
    return;
  }
  const test::TemporaryFolder folder;
  for (const Real& real : real_tables) {
    CAPTURE(std::string(real.file));
    const auto path = folder.path() / "one.release";
    write(path, Release::compile(parse_table(read_file(shared_data() / real.file))));
    const std::clock_t begun = std::clock();
    const Release release = Release::open(path);
    const std::size_t right = right_answers(release, real);
    const double took = static_cast<double>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC;
    CHECK(right == 10'000);
    MESSAGE(std::string(real.file) << ", " << release.rows() << " rows: opened and 10,000 look-ups in "
                                   << took << " ms of CPU");
#ifndef __SANITIZE_ADDRESS__
    CHECK(took < 10);
#endif
  }
}
