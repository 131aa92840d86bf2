#include "records/text_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "records/many_needles.hpp"
#include "registries/builtins.hpp"

namespace lamin::records {
namespace {

struct Index {
  std::shared_ptr<const schema::Catalog> catalog = registries::catalog({});
  TextIndex index{catalog->get("ULabel")};

  void add(std::int64_t id, std::string_view name, std::string_view description = "",
           std::int64_t branch = 1) {
    const std::string_view texts[] = {"uid", name, description, "", ""};
    index.append(id, branch, texts);
  }
  void change(std::int64_t id, std::string_view name, std::int64_t branch = 1) {
    const std::string_view texts[] = {"uid", name, "", "", ""};
    index.change(id, branch, texts);
  }
  std::vector<std::int64_t> found(std::string_view text, Case letters = Case::ignore) {
    std::vector<std::int64_t> ids;
    for (const auto& hit : index.search({.text = text, .letters = letters})) ids.push_back(hit.id);
    return ids;
  }
};

using Ids = std::vector<std::int64_t>;

TEST_SUITE_BEGIN("text_index");

TEST_CASE("the scan by lanes finds what the plain scan finds") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 200, 'a');
    for (char& byte : text) byte = "aAbB[{\n"[random() % 7];
    std::string needle(1 + random() % 4, 'a');
    for (char& byte : needle) byte = "aAbB[{"[random() % 6];
    for (const Case letters : {Case::ignore, Case::respect}) {
      std::vector<std::size_t> fast;
      std::vector<std::size_t> plain;
      find_places(text, needle, letters, fast);
      find_places_plainly(text, needle, letters, plain);
      REQUIRE(fast == plain);
    }
  }
}

TEST_CASE("many needles are found where each is found alone") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string text(random() % 3000, 'a');
    for (char& byte : text) byte = "aAbB\xc3|"[random() % 6];
    std::vector<std::string> owned(1 + random() % 20);
    for (std::string& needle : owned) {
      needle.resize(1 + random() % 30);
      for (char& byte : needle) byte = "aAbB\xc3"[random() % 5];
      if (needle.size() < text.size() && random() % 2 == 0)
        needle = text.substr(random() % (text.size() - needle.size()), needle.size());
    }
    const std::vector<std::string_view> needles(owned.begin(), owned.end());
    for (const Case letters : {Case::ignore, Case::respect}) {
      std::map<std::size_t, std::vector<std::size_t>> found;
      ManyNeedles(needles, letters).find(text, [&](std::size_t needle, std::size_t place) {
        found[needle].push_back(place);
      });
      for (std::size_t i = 0; i < needles.size(); ++i) {
        std::vector<std::size_t> plain;
        find_places_plainly(text, needles[i], letters, plain);
        REQUIRE(found[i] == plain);
      }
    }
  }
}

TEST_CASE_FIXTURE(Index,
                  "texts that are equal in other letters are found, whole or in parts, as they are now") {
  using Equal = TextIndex::Equal;
  const auto found_equal = [&](std::string_view text, Equal equal) {
    Ids ids;
    index.find_equal(1, equal, text, [&](std::int64_t id, std::string_view) { ids.push_back(id); });
    std::ranges::sort(ids);
    return ids;
  };
  add(1, "Äpfel");
  add(2, "one|Two|three");
  CHECK(found_equal("äPFEL", Equal::whole) == Ids{1});
  CHECK(found_equal("two", Equal::part) == Ids{2});
  CHECK(found_equal("two", Equal::whole).empty());
  for (int id = 3; id < 500; ++id) add(id, "name " + std::to_string(id) + "|TWO");
  CHECK(found_equal("Name 77", Equal::part) == Ids{77});
  CHECK(found_equal("two", Equal::part).size() == 498);
  change(77, "other");
  index.remove(2);
  CHECK(found_equal("Name 77", Equal::part).empty());
  CHECK(found_equal("OTHER", Equal::whole) == Ids{77});
  CHECK(found_equal("two", Equal::part).size() == 496);
}

TEST_CASE_FIXTURE(Index, "many searches give what each gives alone") {
  for (int id = 1; id <= 300; ++id)
    add(id, "sample " + std::to_string(id) + " of study " + std::to_string(id % 7));
  const std::string_view texts[] = {"sample 1",
                                    "STUDY",
                                    "7",
                                    "",
                                    "nothing",
                                    "sample 250 of study",
                                    "of",
                                    "le 1",
                                    "299",
                                    "ample 2",
                                    "SAMPLE 17 of study 3",
                                    "y 5"};
  const std::size_t fields[] = {1};
  const TextIndex::Search search{.text = {}, .fields = fields, .prefer_prefix = true, .limit = 5};
  for (const std::size_t count : {std::size(texts), std::size_t{3}}) {  // together, and a pass for each
    const auto found = index.search_many(std::span(texts).first(count), search);
    REQUIRE(found.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      TextIndex::Search one = search;
      one.text = texts[i];
      const auto alone = index.search(one);
      REQUIRE(found[i].size() == alone.size());
      for (std::size_t hit = 0; hit < alone.size(); ++hit) CHECK(found[i][hit].id == alone[hit].id);
    }
  }
}

TEST_CASE_FIXTURE(Index, "a text is found in any field, in either case") {
  add(1, "alpha");
  add(2, "other", "has ALPHA in it");
  add(3, "beta");
  CHECK(found("Alpha") == Ids{1, 2});
  CHECK(found("Alpha", Case::respect).empty());
  CHECK(found("ALPHA", Case::respect) == Ids{2});
}

TEST_CASE_FIXTURE(Index, "no match runs from one row or field into the next") {
  add(1, "ab", "cd");
  add(2, "ef");
  CHECK(found("bc").empty());
  CHECK(found("de").empty());
}

TEST_CASE_FIXTURE(Index, "changed and removed rows are found as they are now") {
  add(1, "alpha one");
  add(2, "alpha two");
  add(3, "alpha three");
  index.remove(2);
  change(1, "omega");
  CHECK(found("alpha") == Ids{3});
  CHECK(found("omega") == Ids{1});
  change(1, "alpha again");
  add(4, "alpha four");
  CHECK(found("alpha") == Ids{1, 3, 4});
  index.remove(1);
  CHECK(found("alpha") == Ids{3, 4});
}

TEST_CASE_FIXTURE(Index, "the oldest row with a name is found by it, unless it is in the trash") {
  add(1, "gone", "", -1);
  add(2, "name");
  add(3, "name");
  CHECK(index.find_named("name") == 2);
  CHECK(!index.find_named("gone"));
  CHECK(!index.find_named("Name"));
  change(2, "renamed");
  CHECK(index.find_named("name") == 3);
  CHECK(index.find_named("renamed") == 2);
  index.remove(3);
  CHECK(!index.find_named("name"));
}

TEST_CASE_FIXTURE(Index, "many names are found while more are added") {
  for (int id = 1; id <= 5000; ++id) {
    add(id, "name " + std::to_string(id));
    if (id % 97 == 0) CHECK(index.find_named("name " + std::to_string(id / 2)) == id / 2);
  }
  for (int id = 1; id <= 5000; ++id) CHECK(index.find_named("name " + std::to_string(id)) == id);
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
