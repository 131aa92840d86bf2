#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using Names = std::vector<std::string>;

struct Searched : test::InstanceFixture {
  Names names(std::string_view registry_name, std::string_view text, const SearchOptions& options = {},
              const query::Query* within = nullptr) {
    Names found;
    for (const auto id : search(store(), registry(registry_name), text, options, within)) {
      found.emplace_back(store().find_by_id(registry(registry_name), id)->get("name").text());
    }
    return found;
  }
  // The rows, and the answers below, are those of lamindb 1.3.2.
  void add_labels() {
    const char* labels[] = {"alpha",
                            "Alpha",
                            "alpha beta",
                            "beta alpha",
                            "xalpha",
                            "alphax",
                            "xalphax",
                            "x-alpha-y",
                            "alpha-beta",
                            "beta,alpha,gamma",
                            "the alpha thing",
                            "alpha|beta",
                            "ALPHA centauri",
                            "naïve Ärger",
                            "ärger",
                            "ÄRGER",
                            "100%",
                            "a_b",
                            "axb",
                            "50 % off",
                            "beta, alpha",
                            "(alpha)",
                            "alpha_one",
                            "one_alpha",
                            "alpha1",
                            "1alpha"};
    for (const char* label : labels) add("ULabel", {{"name", label}, {"uid", next_uid()}});
    add("ULabel", {{"name", "other"}, {"description", "contains alpha here"}, {"uid", next_uid()}});
    add("ULabel", {{"name", "other2"}, {"description", "alpha"}, {"uid", next_uid()}});
  }
  // No letters: random uids would be found too.
  std::string next_uid() { return std::to_string(10000000 + ++count); }
  int count = 0;
};

TEST_SUITE_BEGIN("search");

TEST_CASE_FIXTURE(Searched, "the order is the reference's") {
  add_labels();
  CHECK(names("ULabel", "alpha") == Names{"alpha",       "Alpha",      "other2",           "alpha|beta",
                                          "alpha beta",  "beta alpha", "the alpha thing",  "ALPHA centauri",
                                          "beta, alpha", "other",      "beta,alpha,gamma", "alphax",
                                          "alpha-beta",  "alpha_one",  "alpha1",           "xalpha",
                                          "one_alpha",   "1alpha",     "xalphax",          "x-alpha-y"});
  CHECK(names("ULabel", " alpha ").size() == 20);
  CHECK(names("ULabel", "alpha", {.limit = 0}).size() == 21);
  CHECK(names("ULabel", "lph").front() == "alpha");
}

TEST_CASE_FIXTURE(Searched, "letters outside ASCII are not folded") {
  add_labels();
  CHECK(names("ULabel", "ärger") == Names{"ärger"});
  CHECK(names("ULabel", "ÄRGER") == Names{"ÄRGER", "naïve Ärger"});
}

TEST_CASE_FIXTURE(Searched, "signs with a meaning in patterns mean themselves") {
  add_labels();
  CHECK(names("ULabel", "%") == Names{"50 % off", "100%"});
  CHECK(names("ULabel", "a_b") == Names{"a_b"});
  CHECK(names("ULabel", "xyz").empty());
}

TEST_CASE_FIXTURE(Searched, "fields, a query and a limit restrict") {
  add_labels();
  CHECK(names("ULabel", "alpha", {.fields = {"description"}}) == Names{"other2", "other"});
  CHECK(names("ULabel", "alpha", {.fields = {"name", "description"}, .limit = 3}) ==
        Names{"alpha", "Alpha", "other2"});
  query::Query within(registry("ULabel"));
  within.where("name__startswith", "beta");
  CHECK(names("ULabel", "alpha", {}, &within) == Names{"beta alpha", "beta, alpha", "beta,alpha,gamma"});
  CHECK_THROWS_AS(names("ULabel", "alpha", {.fields = {"created_at"}}), Error);
}

TEST_CASE_FIXTURE(Searched, "synonyms count as names") {
  const char* terms[][2] = {{"T cell", "T-cell|T lymphocyte"},
                            {"B cell", "B-cell"},
                            {"T cell extra", "foo|T cell|bar"},
                            {"x", "T cell"},
                            {"y", "my T cell thing|z"}};
  for (const auto& term : terms) add("bionty.CellType", {{"name", term[0]}, {"synonyms", term[1]}});
  CHECK(names("bionty.CellType", "T cell") == Names{"T cell", "x", "T cell extra", "y"});
  CHECK(names("bionty.CellType", "T-cell") == Names{"T cell"});
  CHECK(names("bionty.CellType", "cell").front() == "T cell extra");
}

TEST_CASE_FIXTURE(Searched, "what was saved, changed and removed since is seen") {
  Record label = add("ULabel", {{"name", "first"}});
  CHECK(names("ULabel", "first") == Names{"first"});
  add("ULabel", {{"name", "first too"}});
  CHECK(names("ULabel", "first") == Names{"first", "first too"});
  label.set("name", "renamed");
  store().save(label);
  CHECK(names("ULabel", "first") == Names{"first too"});
  CHECK(names("ULabel", "renamed") == Names{"renamed"});
  store().remove(label);
  CHECK(names("ULabel", "renamed").empty());
  store().update(query::Query(registry("ULabel")), {{"name", "bulk"}});
  CHECK(names("ULabel", "bulk") == Names{"bulk"});
}

TEST_CASE_FIXTURE(Searched, "what another process saved is seen, what was taken back is not") {
  add("ULabel", {{"name", "own"}});
  CHECK(names("ULabel", "own").size() == 1);
  const auto other = open_again();
  Record record(other->registry("ULabel"));
  record.set("name", "owned by another");
  other->save(record);
  CHECK(names("ULabel", "own").size() == 2);
  {
    auto work = store().begin();
    add("ULabel", {{"name", "own but not for long"}});
    CHECK(names("ULabel", "own").size() == 3);
  }
  CHECK(names("ULabel", "own").size() == 2);
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
