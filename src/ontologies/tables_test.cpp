// The real files of ../shared/data against the tables that were made of them independently.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <unordered_map>

#include "base/text.hpp"
#include "ontologies/build.hpp"
#include "ontologies/parse.hpp"

using namespace lamin;
using namespace lamin::ontologies;

namespace {

const std::filesystem::path shared = std::filesystem::path(LAMIN_TESTS_FOLDER) / "../../shared/data";

std::filesystem::path shared_data() {
  if (std::filesystem::exists(shared)) return shared;
  return "/work/shared/data";
}

std::string sorted_list(std::string_view joined) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(joined, "|")) parts.emplace_back(part);
  std::ranges::sort(parts);
  parts.erase(std::ranges::unique(parts).begin(), parts.end());  // the files repeat some
  return join(parts, "|");
}

std::string spaced(std::string_view text) {
  std::string result(text);
  std::ranges::replace_if(result, [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return std::string(trim(result));
}

/// Whether all of `some` are among `all`: the tables have the direct parents only.
bool are_among(std::string_view some, std::string_view all) {
  const auto known = split(all, "|");
  return std::ranges::all_of(split(some, "|"), [&](std::string_view one) {
    return one.empty() || std::ranges::find(known, one) != known.end();
  });
}

/// Differences in names, definitions, synonyms and parents.
std::vector<std::string> differences(const Columns& ours, const Columns& expected, bool with_all_wholes) {
  std::vector<std::string> found;
  std::unordered_map<std::string_view, std::size_t> rows;
  const Column& ids = expected.columns[*find_column(expected, "ontology_id")];
  for (std::size_t row = 0; row < expected.rows(); ++row) rows.emplace(ids.text(row), row);
  for (std::size_t row = 0; row < ours.rows(); ++row) {
    const std::string id(ours.columns[0].text(row));
    const auto other = rows.find(id);
    if (other == rows.end()) {
      found.push_back(id + " is new");
      continue;
    }
    for (const char* name : {"name", "definition", "synonyms", "parents"}) {
      const bool is_list = std::string_view(name) == "synonyms" || std::string_view(name) == "parents";
      const std::string_view a = ours.columns[*find_column(ours, name)].text(row);
      const std::string_view b = expected.columns[*find_column(expected, name)].text(other->second);
      const bool is_larger = with_all_wholes && std::string_view(name) == "parents";
      const bool same = is_larger ? are_among(b, a)
                        : is_list ? sorted_list(spaced(a)) == sorted_list(spaced(b))
                                  : spaced(a) == spaced(b);
      if (!same) found.push_back(id + " " + name + ": " + std::string(a) + " | " + std::string(b));
    }
  }
  return found;
}

struct Pair {
  const char *file, *source, *table;
};
constexpr Pair pairs[] = {
    {"cl-basic_2022-08-16.obo.gz", "cl", "df_all__cl__2022-08-16__CellType"},
    {"doid_2024-01-31.obo.gz", "doid", "df_human__doid__2024-01-31__Disease"},
    {"pato_2024-03-28.obo.gz", "pato", "df_all__pato__2024-03-28__Phenotype"},
    {"pw_7.84.obo.gz", "pw", "df_all__pw__7.84__Pathway"},
    {"hancestro-base_3.0.obo.gz", "hancestro", "df_human__hancestro__3.0__Ethnicity"},
    {"hancestro-base_3.0.owl.gz", "hancestro", "df_human__hancestro__3.0__Ethnicity"},
    {"hsapdv_2024-05-28.obo.gz", "hsapdv", "df_human__hsapdv__2024-05-28__DevelopmentalStage"},
    {"hsapdv_2024-05-28.owl.gz", "hsapdv", "df_human__hsapdv__2024-05-28__DevelopmentalStage"},
    {"mmusdv_2024-05-28.obo.gz", "mmusdv", "df_mouse__mmusdv__2024-05-28__DevelopmentalStage"},
};

}  // namespace

TEST_CASE("real ontologies give the tables that were made of them") {
  if (!std::filesystem::exists(shared_data())) {
    MESSAGE("skipped: ../shared/data is not here");
    return;
  }
  for (const Pair& pair : pairs) {
    CAPTURE(pair.file);
    const Columns ours =
        build_table(parse(read_file(shared_data() / "ontologies" / pair.file)), rules_of(pair.source));
    const Columns expected =
        parse_table(read_file(shared_data() / "tables" / (std::string(pair.table) + ".tsv.gz")));
    CHECK(ours.rows() == expected.rows());
    const auto found = differences(ours, expected, !rules_of(pair.source).parents_along.empty());
    for (std::size_t i = 0; i < std::min<std::size_t>(3, found.size()); ++i) MESSAGE(found[i]);
    CHECK(found.size() == 0);
    CHECK_FALSE(find_circle(ours));
  }
}

TEST_CASE("every real ontology is read") {
  if (!std::filesystem::exists(shared_data())) {
    MESSAGE("skipped: ../shared/data is not here");
    return;
  }
  for (const auto& entry : std::filesystem::directory_iterator(shared_data() / "ontologies")) {
    CAPTURE(entry.path().native());
    CHECK(parse(read_file(entry.path())).terms.size() > 100);
  }
}
