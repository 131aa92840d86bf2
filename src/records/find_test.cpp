#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using query::Filter;
using query::Query;

struct Find : test::InstanceFixture {
  const schema::Registry& labels = registry("ULabel");
  const schema::Registry& transforms = registry("Transform");

  std::int64_t count(Filter filter) {
    return store().count(visible(Query(labels), std::move(filter), log()));
  }
  void add_versions() {
    for (const char* uid : {"aaaaaaaaaaaa0000", "aaaaaaaaaaaa0001", "aaaaaaaaaaaa0002"}) {
      add("Transform", {{"uid", uid}, {"key", "k"}, {"type", "script"}, {"description", uid}});
    }
  }
  ErrorCode code_of(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.code();
    }
    FAIL("nothing was thrown");
    return ErrorCode::runtime_failed;
  }
};

TEST_SUITE_BEGIN("find");

TEST_CASE_FIXTURE(Find, "records in the trash show only when they are asked for") {
  add("ULabel", {{"name", "here"}});
  const Record gone = add("ULabel", {{"name", "gone"}, {"_branch_code", -1}});
  CHECK(count(Filter::all_of({})) == 1);
  CHECK(count(Filter::condition("name", "gone")) == 0);
  CHECK(count(Filter::condition("_branch_code", Value())) == 2);
  CHECK(count(Filter::condition("visibility", Value())) == 2);
  CHECK(count(Filter::condition("_branch_code", -1)) == 1);
  CHECK(count(Filter::condition("_branch_code__lt", 0)) == 1);
  CHECK(count(Filter::condition("uid", gone.uid())) == 1);
  CHECK(count(Filter::condition("id", gone.id())) == 1);
  CHECK(count(Filter::condition("id__in", std::vector<Value>{gone.id()})) == 0);
  CHECK(count(Filter::any_of({Filter::condition("id", gone.id())})) == 0);
}

TEST_CASE_FIXTURE(Find, "names of earlier releases still work") {
  add_versions();
  log().set_verbosity(Verbosity::hint);
  CHECK(store().count(visible(Query(transforms), Filter::condition("name", "k"), log())) == 3);
  CHECK(store().count(visible(Query(transforms), Filter::condition("name__startswith", "k"), log())) == 3);
  REQUIRE(!lines().empty());
  CHECK(lines().front() == "• name is deprecated, please query for key instead");
}

TEST_CASE_FIXTURE(Find, "a uid or its beginning finds one record") {
  const Record label = add("ULabel", {{"name", "a"}, {"uid", "abcdefgh"}});
  add("ULabel", {{"name", "b"}, {"uid", "abzzzzzz"}});
  CHECK(get_by_uid(store(), labels, "abcdefgh").id() == label.id());
  CHECK(get_by_uid(store(), labels, "abc").id() == label.id());
  CHECK(code_of([&] { get_by_uid(store(), labels, "x"); }) == ErrorCode::not_found);
  CHECK(code_of([&] { get_by_uid(store(), labels, "ABC"); }) == ErrorCode::not_found);
  CHECK(code_of([&] { get_by_uid(store(), labels, "ab"); }) == ErrorCode::many_results);
}

TEST_CASE_FIXTURE(Find, "the beginning of a versioned uid means the latest version") {
  add_versions();
  CHECK(get_by_uid(store(), transforms, "aaaaaaaaaaaa").uid() == "aaaaaaaaaaaa0002");
  CHECK(get_by_uid(store(), transforms, "aaa").uid() == "aaaaaaaaaaaa0002");
  CHECK(get_by_uid(store(), transforms, "aaaaaaaaaaaa0001").uid() == "aaaaaaaaaaaa0001");
  CHECK(code_of([&] { get_by_uid(store(), transforms, "aaaaaaaaaaaa00"); }) == ErrorCode::many_results);
}

TEST_CASE_FIXTURE(Find, "conditions find the latest version, or the newest of the others") {
  add_versions();
  CHECK(get_by_conditions(store(), transforms, Filter::condition("key", "k"), log()).uid() ==
        "aaaaaaaaaaaa0002");
  CHECK(get_by_conditions(store(), transforms, Filter::condition("description", "aaaaaaaaaaaa0000"), log())
            .uid() == "aaaaaaaaaaaa0000");
  CHECK(code_of([&] { get_by_conditions(store(), transforms, Filter::condition("key", "x"), log()); }) ==
        ErrorCode::no_match);
  CHECK(code_of([&] {
          get_by_conditions(store(), transforms, Filter::condition("is_latest", false), log());
        }) == ErrorCode::many_matches);
}

TEST_CASE_FIXTURE(Find, "versions come in their order") {
  add_versions();
  const auto versions = store().all(versions_of(get_by_uid(store(), transforms, "aaa")));
  REQUIRE(versions.size() == 3);
  CHECK(versions[0].uid() == "aaaaaaaaaaaa0000");
  CHECK(versions[2].uid() == "aaaaaaaaaaaa0002");
}

TEST_CASE_FIXTURE(Find, "removing the latest version makes the one before the latest") {
  add_versions();
  Record latest = get_by_uid(store(), transforms, "aaa");
  remove(store(), latest, log());
  const Record now_latest = get_by_uid(store(), transforms, "aaa");
  CHECK(now_latest.uid() == "aaaaaaaaaaaa0001");
  CHECK(lines().back() == "! new latest version is " + repr(now_latest));
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
