#include "records/blocks.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct BlocksFixture : test::InstanceFixture {
  Blocks blocks{store()};

  void write(const char* name) { add("ULabel", {{"name", name}}); }
  void fail() {
    Record twin(registry("ULabel"));
    twin.set("name", "twin");
    twin.set("uid", "12345678");
    store().save(twin);
    Record other(registry("ULabel"));
    other.set("name", "other");
    other.set("uid", "12345678");
    CHECK_THROWS_AS(store().save(other), Error);
  }
  std::string names() {
    std::string all;
    for (const auto& row : store().values(query::Query(registry("ULabel")).order_by({"id"}), {"name"}))
      all += (all.empty() ? "" : " ") + std::string(row.front().text());
    return all;
  }
  static std::string state_of(const std::function<void()>& call) {
    try {
      call();
    } catch (const Error& error) {
      for (const auto& [name, value] : error.facts())
        if (name == "sqlstate") return value;
      return "other";
    }
    return "none";
  }
};

TEST_SUITE_BEGIN("blocks");

TEST_CASE_FIXTURE(BlocksFixture, "a block inside another fails alone, or with it if it joins") {
  blocks.begin({});
  write("a");
  blocks.begin({});
  write("b");
  blocks.abandon();
  write("c");
  CHECK(blocks.finish());
  CHECK(names() == "a c");

  blocks.begin({});
  write("d");
  blocks.begin({.savepoint = false});
  write("e");
  blocks.abandon();
  CHECK(blocks.is_spoilt());
  CHECK_FALSE(blocks.finish());
  CHECK(names() == "a c");
}

TEST_CASE_FIXTURE(BlocksFixture, "after a write that failed a block answers nothing and is taken back") {
  blocks.begin({});
  write("a");
  blocks.begin({});
  fail();
  CHECK(blocks.is_spoilt());
  CHECK(state_of([&] { names(); }) == "25000");
  CHECK(state_of([&] { write("b"); }) == "25000");
  CHECK(state_of([&] { store().with_texts(registry("ULabel"), [](TextIndex&) {}); }) == "25000");
  CHECK(state_of([&] { blocks.savepoint(); }) == "25000");
  CHECK_FALSE(blocks.finish());
  CHECK_FALSE(blocks.is_spoilt());
  CHECK(names() == "a");
  fail();
  blocks.begin({});  // inside a spoilt one
  CHECK(state_of([&] { write("b"); }) == "25000");
  CHECK_FALSE(blocks.finish());
  CHECK_FALSE(blocks.finish());
  CHECK(names().empty());
}

TEST_CASE_FIXTURE(BlocksFixture, "a refused question, or a removal that others forbid, spoils nothing") {
  write("a");
  const Record run = add("Run", {{"transform", add("Transform", {{"key", "a.py"}}).id()}});
  Record label = add("ULabel", {{"name", "b"}, {"run", run.id()}});
  Record protector = add("ULabel", {{"name", "kind"}, {"is_type", true}});
  label.set("type", protector.id());
  store().save(label);
  blocks.begin({});
  CHECK_THROWS_AS(store().remove(protector), Error);
  CHECK_THROWS_AS(store().update(query::Query(registry("ULabel")), {{"nonsense", 1}}), Error);
  CHECK_FALSE(blocks.is_spoilt());
  write("c");
  CHECK(blocks.finish());
}

TEST_CASE_FIXTURE(BlocksFixture, "savepoints are gone back to any number of times, or forgotten") {
  blocks.begin({});
  write("a");
  const std::string first = *blocks.savepoint();
  write("b");
  const std::string second = *blocks.savepoint();
  write("c");
  blocks.roll_back_to(first);
  CHECK(names() == "a");
  CHECK(state_of([&] { blocks.roll_back_to(second); }) == "3B001");
  write("d");
  blocks.roll_back_to(first);
  write("e");
  blocks.release(first);
  CHECK(state_of([&] { blocks.release(first); }) == "3B001");
  CHECK(blocks.finish());
  CHECK(names() == "a e");
}

TEST_CASE_FIXTURE(BlocksFixture, "a savepoint mends a spoilt block for those who say so") {
  blocks.begin({});
  write("a");
  const std::string place = *blocks.savepoint();
  fail();
  CHECK(state_of([&] { blocks.roll_back_to(place); }) == "25000");
  blocks.set_spoilt(false);
  blocks.roll_back_to(place);
  write("b");
  CHECK(blocks.finish());
  CHECK(names() == "a b");
}

TEST_CASE_FIXTURE(BlocksFixture, "a block can be marked to be taken back") {
  blocks.begin({});
  write("a");
  blocks.set_spoilt(true);
  CHECK_FALSE(blocks.finish());
  CHECK(names().empty());
}

TEST_CASE_FIXTURE(BlocksFixture, "outside of all blocks savepoints do nothing and marks are refused") {
  CHECK_FALSE(blocks.savepoint());
  blocks.release("s1");
  blocks.roll_back_to("s1");
  CHECK(state_of([&] { blocks.is_spoilt(); }) == "25000");
  CHECK(state_of([&] { blocks.set_spoilt(true); }) == "25000");
}

TEST_CASE_FIXTURE(BlocksFixture, "a durable block is the outermost") {
  blocks.begin({.durable = true});
  CHECK_THROWS_AS(blocks.begin({.durable = true}), Error);
  blocks.begin({});
  CHECK(blocks.finish());
  CHECK(blocks.finish());
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
