#include "ontologies/public_table.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <random>

#include "base/error.hpp"
#include "ontologies/build.hpp"
#include "ontologies/parse.hpp"

using namespace lamin;
using namespace lamin::ontologies;
using curation::Keep;

namespace {

using Texts = std::vector<std::string>;

PublicTable table_of(std::string_view text, std::string version = "2024-08-16") {
  return {choose_source("CellType", "", "", version),
          std::make_shared<const Release>(Release::from_table(parse_table(text)))};
}

PublicTable small() {
  return table_of(
      "ontology_id\tname\tdefinition\tsynonyms\tparents\n"
      "A:1\tT cell\tA cell.\tT-cell|lymphocyte\t\n"
      "A:2\tB cell\tAnother one.\tB-cell|Lymphocyte\tA:1|X:9\n"
      "A:3\tgamma-delta T cell\t\t\tA:1|A:2\n"
      "A:4\tclass\t\t\t\n"
      "A:5\tt cell\t\t\t\n");
}

curation::Values values_of(std::initializer_list<std::string_view> texts) {
  curation::Values values;
  for (const std::string_view text : texts) values.add(text);
  return values;
}

Texts meanings_of(const PublicTable& table, std::initializer_list<std::string_view> texts,
                  const curation::Meaning& meaning = {}) {
  Texts result;
  for (const auto& one : table.standardize(values_of(texts), "name", meaning)) {
    std::string text = one.value + " =";
    for (const Value& value : one.meanings) text += " " + python_str(value);
    result.push_back(std::move(text));
  }
  return result;
}

std::filesystem::path shared_data() {
  const auto beside = std::filesystem::path(LAMIN_TESTS_FOLDER) / "../../shared/data";
  return std::filesystem::exists(beside) ? beside : "/work/shared/data";
}

/// One slip of the fingers: a letter left out, doubled, replaced, or swapped with the next.
std::string misspelt(std::string text, std::mt19937& random) {
  const std::size_t at = random() % (text.size() - 1);
  switch (random() % 4) {
    case 0:
      return text.erase(at, 1);
    case 1:
      return text.insert(at, 1, text[at]);
    case 2:
      text[at] = static_cast<char>('a' + random() % 26);
      return text;
    default:
      std::swap(text[at], text[at + 1]);
      return text;
  }
}

}  // namespace

TEST_CASE("names are names exactly, and stand for nothing else") {
  const PublicTable table = small();
  const auto found = table.validate(values_of({"T cell", "T CELL", "T-cell"}), "name");
  CHECK(found.validated == Texts{"T cell"});
  CHECK(meanings_of(table, {"T cell", "t-CELL", "b cell", "zzz"}) ==
        Texts{"t-CELL = T cell", "b cell = B cell"});
  CHECK(meanings_of(table, {"t-CELL", "T-cell"}, {.case_sensitive = true}) == Texts{"T-cell = T cell"});
  CHECK(meanings_of(table, {"lymphocyte"}) == Texts{"lymphocyte = T cell"});
  CHECK(meanings_of(table, {"lymphocyte"}, {.keep = Keep::last}) == Texts{"lymphocyte = B cell"});
  CHECK(meanings_of(table, {"lymphocyte"}, {.keep = Keep::all}) == Texts{"lymphocyte = T cell B cell"});
  CHECK(meanings_of(table, {"T cell", "B-cell"}, {.return_field = "ontology_id"}) ==
        Texts{"T cell = A:1", "B-cell = A:2"});
  CHECK_THROWS_WITH_AS(table.validate(values_of({"x"}), "nono"), doctest::Contains("nono"), Error);
  CHECK_THROWS_AS(meanings_of(table, {"x"}, {.synonyms_field = "name"}), Error);
}

TEST_CASE("ids have no meanings in an inspection, with or without the suffix of a version") {
  const auto found = small().inspect(values_of({"A:1", "a:1", "A:1.7"}), "ontology_id");
  CHECK(found.validation.validated == Texts{"A:1"});
  CHECK(found.mapped.empty());
}

TEST_CASE("search puts the exact name first, lookups have keys that are names of attributes") {
  const PublicTable table = small();
  const auto rows = table.search("T cell");
  REQUIRE(rows.size() >= 2);
  CHECK(table.release().text(1, rows[0]) == "T cell");
  CHECK(table.search("T cell", {"synonyms"}).empty());
  CHECK(table.search("cell", {}, false, 2).size() == 2);
  const auto lookup = table.lookup();
  CHECK(lookup.keys == Texts{"t_cell", "b_cell", "gamma_delta_t_cell", "bt_class"});
  CHECK(lookup.rows[0].size() == 2);
}

TEST_CASE("ancestors come once each, terms that are not there not at all") {
  const PublicTable table = small();
  CHECK(table.with_ancestors({2}) == std::vector<std::uint32_t>{2, 0, 1});
  CHECK(table.parents_of(1) == Texts{"A:1", "X:9"});
}

TEST_CASE("two versions differ in terms and cells") {
  const PublicTable older = table_of("ontology_id\tname\nA:1\tx\nA:2\ty\n", "2022-08-16");
  const PublicTable newer = table_of("ontology_id\tname\nA:2\tz\nA:3\tw\n");
  const Difference found = difference(older, newer);
  CHECK(found.added == Texts{"A:3"});
  CHECK(found.gone == Texts{"A:1"});
  REQUIRE(found.changes.size() == 1);
  CHECK(found.changes.front().after == "z");
  CHECK_THROWS_WITH_AS(difference(newer, newer), doctest::Contains("must differ"), Error);
}

TEST_CASE("of misspelt names of real terms nearly all lead back to their term first") {
  if (!std::filesystem::exists(shared_data())) {
    MESSAGE("skipped: ../shared/data is not here");
    return;
  }
  for (const char* name : {"df_all__cl__2024-08-16__CellType", "df_all__uberon__2024-08-07__Tissue"}) {
    const PublicTable table = table_of(read_file(shared_data() / "tables" / (std::string(name) + ".tsv.gz")));
    const std::size_t names = table.column("name");
    std::mt19937 random(1);
    int right = 0, asked = 0;
    while (asked < 200) {
      const auto row = static_cast<std::uint32_t>(random() % table.release().rows());
      const std::string term(table.release().text(names, row));
      const std::string text = misspelt(term, random);
      if (term.size() < 6 || table.release().first_with(names, text)) continue;
      ++asked;
      const auto near = table.nearest(text);
      right += !near.empty() && table.release().text(names, near.front()) == term;
    }
    MESSAGE(std::string(name) << ": first suggestion right for " << right << " of " << asked);
    CHECK(right >= 180);
  }
}
