#include "records/save_many.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct Family : test::InstanceFixture {
  const schema::Registry& labels = registry("ULabel");
  Record named(const std::string& name) {
    Record record(labels);
    record.set("name", name);
    return record;
  }
};

TEST_SUITE_BEGIN("save many");

TEST_CASE_FIXTURE(Family, "a record gets the id of another one of the same save, whichever stands first") {
  Record child = named("child");
  Record parent = named("Parent");
  Record* const records[] = {&child, &parent};
  const Awaited awaited[] = {{&child, "type", &parent}};
  save_many(store(), records, awaited);
  CHECK(child.get("type") == Value(parent.id()));
  CHECK(store().one(query::Query(labels).where("name", "child")).get("type") == Value(parent.id()));
}

TEST_CASE_FIXTURE(Family, "the number of statements grows with the longest chain, not with the records") {
  const auto statements = [&](int count) {
    std::vector<Record> children(static_cast<std::size_t>(count), named("x"));
    Record parent = named("Parent of " + std::to_string(count));
    std::vector<Record*> records;
    std::vector<Awaited> awaited;
    for (Record& child : children) {
      records.push_back(&child);
      awaited.push_back({&child, "type", &parent});
    }
    records.push_back(&parent);
    const auto before = store().statements_run();
    save_many(store(), records, awaited);
    return store().statements_run() - before;
  };
  CHECK(statements(40) == statements(2));
}

TEST_CASE_FIXTURE(Family, "after a failure nothing is saved and the records are as they were") {
  Record parent = named("Parent");
  Record child = named("child");
  child.set("created_by", 999);
  Record* const records[] = {&parent, &child};
  const Awaited awaited[] = {{&child, "type", &parent}};
  CHECK_THROWS_AS(save_many(store(), records, awaited), Error);
  CHECK_FALSE(parent.is_saved());
  CHECK(child.get("type").is_null());
  CHECK(store().count(query::Query(labels)) == 0);
  child.set("created_by", 1);
  save_many(store(), records, awaited);
  CHECK(store().count(query::Query(labels)) == 2);
}

TEST_CASE_FIXTURE(Family, "records that wait for each other are refused") {
  Record one = named("One");
  Record other = named("Other");
  Record* const records[] = {&one, &other};
  const Awaited awaited[] = {{&one, "type", &other}, {&other, "type", &one}};
  CHECK_THROWS_AS(save_many(store(), records, awaited), Error);
  CHECK_FALSE(one.is_saved());
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
