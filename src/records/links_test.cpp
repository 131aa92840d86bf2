#include <doctest/doctest.h>

#include "base/error.hpp"
#include "records/recursive.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using Ids = std::vector<std::int64_t>;

struct Links : test::InstanceFixture {
  Record artifact = add("Artifact", {{"uid", "aaaaaaaaaaaaaaaa0000"},
                                     {"suffix", ".txt"},
                                     {"storage", 1},
                                     {"_key_is_virtual", true},
                                     {"_overwrite_versions", false}});
  Ids labels;

  Links() {
    for (const char* name : {"a", "b", "c"}) labels.push_back(add("ULabel", {{"name", name}}).id());
  }
  Ids related(const Record& record, std::string_view relation) {
    Ids ids;
    for (const Record& found : store().all(store().related(record, relation).order_by({"id"})))
      ids.push_back(found.id());
    return ids;
  }
  std::int64_t links() { return store().count(query::Query(registry("ArtifactULabel"))); }
};

TEST_SUITE_BEGIN("links");

TEST_CASE_FIXTURE(Links, "linked records are seen from both ends") {
  store().add_links(artifact, "ulabels", labels);
  CHECK(related(artifact, "ulabels") == labels);
  CHECK(related(*store().find_by_id(registry("ULabel"), 2), "artifacts") == Ids{artifact.id()});
}

TEST_CASE_FIXTURE(Links, "links that exist are kept as they are") {
  store().add_links(artifact, "ulabels", labels);
  store().add_links(artifact, "ulabels", Ids{1, 1, 2});
  CHECK(links() == 3);
}

TEST_CASE_FIXTURE(Links, "links may say more, and one that says something else is another") {
  const Record feature =
      add("Feature", {{"name", "f"}, {"dtype", "cat[ULabel]"}, {"array_rank", 0}, {"array_size", 0}});
  store().add_links(artifact, "ulabels", Ids{1});
  store().add_links(artifact, "ulabels", Ids{1}, {{"feature", feature.id()}});
  store().add_links(artifact, "ulabels", Ids{1}, {{"feature", feature.id()}});
  CHECK(links() == 2);
  CHECK(store().count(query::Query(registry("ArtifactULabel")).where("feature", feature.id())) == 1);
}

TEST_CASE_FIXTURE(Links, "links are removed and replaced") {
  store().add_links(artifact, "ulabels", Ids{1, 2});
  store().remove_links(artifact, "ulabels", Ids{1});
  CHECK(related(artifact, "ulabels") == Ids{2});
  store().set_links(artifact, "ulabels", Ids{3, 2, 3});
  CHECK(related(artifact, "ulabels") == Ids{2, 3});
  store().set_links(artifact, "ulabels", Ids{});
  CHECK(links() == 0);
}

TEST_CASE_FIXTURE(Links, "records of a type are a relation too") {
  const Record type = add("ULabel", {{"name", "Type"}, {"is_type", true}});
  store().add_links(type, "records", Ids{1, 2});
  CHECK(related(type, "records") == Ids{1, 2});
  CHECK(related(*store().find_by_id(registry("ULabel"), 1), "type") == Ids{type.id()});
  store().remove_links(type, "records", Ids{1});
  CHECK(related(type, "records") == Ids{2});
}

TEST_CASE_FIXTURE(Links, "a misspelt relation is an error that says which was meant") {
  try {
    store().add_links(artifact, "ulabel", labels);
    FAIL("no such relation");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::unknown_field);
    CHECK(error.hint_text() == "Did you mean 'ulabels'?");
  }
  CHECK_THROWS_AS(store().add_links(artifact, "storage", labels), Error);
}

TEST_CASE_FIXTURE(Links, "ancestors and descendants are found by one statement, circles end") {
  const schema::Registry& registry_of_labels = registry("ULabel");
  const auto record = [&](std::int64_t id) { return *store().find_by_id(registry_of_labels, id); };
  store().add_links(record(1), "parents", Ids{2});
  store().add_links(record(2), "parents", Ids{3});
  store().add_links(record(3), "parents", Ids{1});
  const schema::Relation& parents = *store().catalog().find_relation(registry_of_labels, "parents");
  const Value one[] = {1};
  CHECK(store().recursive(ancestors_statement(parents), one).size() == 2);
  store().remove_links(record(3), "parents", Ids{1});
  const Value three[] = {3};
  CHECK(store().recursive(ancestors_statement(parents), three).empty());
  CHECK(store().recursive(descendants_statement(parents), three).size() == 2);
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
