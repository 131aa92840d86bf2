#include <doctest/doctest.h>

#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct Lookup : test::InstanceFixture {};

TEST_SUITE_BEGIN("lookup");

TEST_CASE("keys are what an attribute can be called") {
  CHECK(lookup_key("My label one") == "my_label_one");
  CHECK(lookup_key("a  b") == "a_b");
  CHECK(lookup_key("__a__") == "ln___a__");
  CHECK(lookup_key("1st") == "ln_1st");
  CHECK(lookup_key("ä b") == "ln__b");
  CHECK(lookup_key("%%%") == "ln__");
  CHECK(lookup_key("a.b.") == "a_b_");
  CHECK(lookup_key("-a", "bt_") == "bt__a");
}

TEST_CASE_FIXTURE(Lookup, "several records under one key stand together") {
  for (const char* name : {"alpha beta", "gamma", "alpha-beta", "Alpha|beta"})
    add("ULabel", {{"name", name}});
  const LookupTable table = lookup(store(), query::Query(registry("ULabel")).order_by({"id"}));
  REQUIRE(table.keys == std::vector<std::string>{"alpha_beta", "gamma"});
  CHECK(table.values[0] == "alpha beta");
  CHECK(table.ids[0] == std::vector<std::int64_t>{1, 3, 4});
  CHECK(table.ids[1] == std::vector<std::int64_t>{2});
}

TEST_CASE_FIXTURE(Lookup, "another field may give the keys, and records without it are left out") {
  add("ULabel", {{"name", "a"}, {"description", "What it is"}});
  add("ULabel", {{"name", "b"}});
  const LookupTable table = lookup(store(), query::Query(registry("ULabel")), "description");
  CHECK(table.keys == std::vector<std::string>{"what_it_is"});
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
