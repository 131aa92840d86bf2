#include <doctest/doctest.h>

#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct Lookup : test::InstanceFixture {};

std::vector<std::string> keys_of(const LookupTable& table) {
  std::vector<std::string> keys;
  for (std::size_t index = 0; index < table.size(); ++index) keys.emplace_back(table.key(index));
  return keys;
}

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
  REQUIRE(keys_of(table) == std::vector<std::string>{"alpha_beta", "gamma"});
  CHECK(table.ids(0) == std::vector<std::int64_t>{1, 3, 4});
  CHECK(table.ids(1) == std::vector<std::int64_t>{2});
}

TEST_CASE_FIXTURE(Lookup, "another field may give the keys, and records without it are left out") {
  add("ULabel", {{"name", "a"}, {"description", "What it is"}});
  add("ULabel", {{"name", "b"}});
  const LookupTable table = lookup(store(), query::Query(registry("ULabel")), "description");
  CHECK(keys_of(table) == std::vector<std::string>{"what_it_is"});
}

TEST_CASE("a key is found again among thousands, and what is none is not") {
  LookupTable table;
  CHECK_FALSE(table.find("sample_1"));
  for (std::int64_t id = 0; id < 5000; ++id) table.add("Sample " + std::to_string(id % 2500), id);
  REQUIRE(table.size() == 2500);
  const auto found = table.find("sample_77");
  REQUIRE(found);
  CHECK(table.key(*found) == "sample_77");
  CHECK(table.ids(*found) == std::vector<std::int64_t>{77, 2577});
  CHECK_FALSE(table.find("sample_2500"));
  CHECK_FALSE(table.find(""));
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
