#include <doctest/doctest.h>

#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using query::Query;

struct Frame : test::InstanceFixture {
  std::vector<std::string> names(const Columns& columns) {
    std::vector<std::string> found;
    for (const Column& column : columns.columns) found.push_back(column.name);
    return found;
  }
};

TEST_SUITE_BEGIN("frame");

TEST_CASE_FIXTURE(Frame, "columns stand in the order of data frames, also without rows") {
  const Columns columns = store().columns(Query(registry("ULabel")));
  CHECK(names(columns) == std::vector<std::string>{"uid", "id", "name", "is_type", "description", "reference",
                                                   "reference_type", "space_id", "type_id", "run_id",
                                                   "created_at", "created_by_id", "_aux", "_branch_code"});
  CHECK(columns.rows() == 0);
}

TEST_CASE_FIXTURE(Frame, "cells have the type of their field") {
  const Record label = add("ULabel", {{"name", "é"}, {"_aux", Json::parse(R"({"a": [1, 2]})")}});
  const Columns columns = store().columns(Query(registry("ULabel")));
  REQUIRE(columns.rows() == 1);
  CHECK(columns.columns[1].integers[0] == label.id());
  CHECK(columns.columns[2].text(0) == "é");
  CHECK(columns.columns[3].type == Column::Type::boolean);
  CHECK(columns.columns[3].integers[0] == 0);
  CHECK(!columns.columns[4].has_value(0));
  CHECK(columns.columns[10].type == Column::Type::timestamp);
  CHECK(columns.columns[10].integers[0] == label.get("created_at").as<Timestamp>().microseconds);
  CHECK(columns.columns[12].type == Column::Type::json);
  CHECK(columns.columns[12].text(0) == R"({"a": [1, 2]})");
}

TEST_CASE_FIXTURE(Frame, "paths follow relations; to-many ones give arrays of distinct values") {
  const Record type = add("ULabel", {{"name", "Thing"}, {"is_type", true}});
  add("ULabel", {{"name", "one"}, {"type", type.id()}});
  add("ULabel", {{"name", "two"}, {"type", type.id()}});
  const auto before = store().statements_run();
  const Columns columns =
      store().columns(Query(registry("ULabel")).order_by({"id"}).limit(2),
                      {"records__name", "name", "type__name", "records__created_by__handle"});
  CHECK(store().statements_run() - before == 3);
  CHECK(names(columns) ==
        std::vector<std::string>{"records__name", "name", "type__name", "records__created_by__handle"});
  REQUIRE(columns.rows() == 2);
  CHECK(columns.columns[0].text(0) == R"(["one", "two"])");
  CHECK(columns.columns[0].text(1) == "[null]");
  CHECK(columns.columns[1].text(1) == "one");
  CHECK(!columns.columns[2].has_value(0));
  CHECK(columns.columns[2].text(1) == "Thing");
  CHECK(columns.columns[3].text(0) == R"(["anonymous"])");
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
