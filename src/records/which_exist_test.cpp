#include "records/which_exist.hpp"

#include <doctest/doctest.h>

#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using query::Query;

TEST_SUITE_BEGIN("which exist");

TEST_CASE_FIXTURE(test::InstanceFixture, "each question has its answer, and all are one statement") {
  add("ULabel", {{"name", "a"}});
  const std::vector<Query> queries = {Query(registry("ULabel")).where("name", "a"),
                                      Query(registry("ULabel")).where("name", "b"),
                                      Query(registry("Storage"))};
  const auto before = store().statements_run();
  CHECK(which_exist(store(), queries) == std::vector<bool>{true, false, true});
  CHECK(store().statements_run() - before == 1);
  CHECK(which_exist(store(), {}).empty());
}

TEST_CASE_FIXTURE(test::InstanceFixture, "relations by which a record is linked to something are in use") {
  const Record parent = add("ULabel", {{"name", "parent"}});
  const Record child = add("ULabel", {{"name", "child"}});
  const std::int64_t ids[] = {parent.id()};
  store().add_links(child, "parents", ids);
  std::vector<const schema::Relation*> relations;
  for (const schema::Relation& relation : store().catalog().relations(registry("ULabel")))
    if (relation.kind == schema::Relation::Kind::many_to_many) relations.push_back(&relation);
  REQUIRE(relations.size() > 2);
  const auto of = [&](const Record& record) {
    std::vector<std::string> names;
    for (const auto* relation : relations_in_use(store(), record, relations))
      names.emplace_back(relation->name);
    return names;
  };
  CHECK(of(child) == std::vector<std::string>{"parents"});
  CHECK(of(parent) == std::vector<std::string>{"children"});
}

TEST_CASE_FIXTURE(test::InstanceFixture, "what is linked already is known, whatever its links say") {
  const Record parent = add("ULabel", {{"name", "parent"}});
  const Record child = add("ULabel", {{"name", "child"}});
  const Record other = add("ULabel", {{"name", "other"}});
  store().add_links(child, "parents", std::vector{parent.id()});
  CHECK(not_linked(store(), child, "parents", std::vector{other.id(), parent.id()}) ==
        std::vector<std::int64_t>{other.id()});
  CHECK(not_linked(store(), child, "parents", {}).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
