#include "records/data_frame.hpp"

#include <doctest/doctest.h>

#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using query::Query;

/// The type `Thing` has the labels `one` and `two`, `Other` has `three`.
struct DataFrame : test::InstanceFixture {
  Record thing = add("ULabel", {{"name", "Thing"}, {"is_type", true}});
  Record other = add("ULabel", {{"name", "Other"}, {"is_type", true}});

  DataFrame() {
    add("ULabel", {{"name", "one"}, {"type", thing.id()}});
    add("ULabel", {{"name", "two"}, {"type", thing.id()}});
    add("ULabel", {{"name", "three"}, {"type", other.id()}});
  }
  /// The types of labels whose names contain an "o" or an "h".
  Query found_several_times() {
    return Query(registry("ULabel")).where("records__name__regex", "[oh]").order_by({"-id"});
  }
};

using Numbers = std::vector<std::int64_t>;

TEST_SUITE_BEGIN("data frame");

TEST_CASE_FIXTURE(DataFrame, "a record that conditions find several times has one row, the first") {
  CHECK(store().count(found_several_times()) == 3);
  const Columns columns = frame_columns(store(), found_several_times());
  CHECK(columns.columns[1].integers == Numbers{other.id(), thing.id()});
  CHECK(columns.columns[2].text(0) == "Other");
  CHECK(columns.columns[2].text(1) == "Thing");
  CHECK_FALSE(columns.columns[4].has_value(1));

  const Columns values = frame_values(store(), found_several_times(), {"name"});
  CHECK(values.columns[0].text(1) == "Thing");
  CHECK(values.columns[1].integers == Numbers{other.id(), thing.id()});
}

TEST_CASE_FIXTURE(DataFrame,
                  "all that is related is shown, not only what conditions and slices have chosen") {
  const Query chosen = Query(registry("ULabel")).where("records__name", "one");
  CHECK(related_values(store(), chosen, "records__name").rows() == 2);
  const Query sliced = Query(registry("ULabel")).where("is_type", true).order_by({"id"}).limit(1);
  CHECK(related_values(store(), sliced, "records__name").rows() == 2);
}

TEST_CASE_FIXTURE(DataFrame, "the latest changes come first, those of one time in the order of their ids") {
  const auto ids = [&](std::optional<std::int64_t> limit) {
    const Query query = latest_changes(store(), Query(registry("ULabel")), limit);
    return frame_columns(store(), query).columns[1].integers;
  };
  store().update(Query(registry("ULabel")), {{"updated_at", Timestamp{1'000'000}}});
  store().update(Query(registry("ULabel")).where("name", "two"), {{"updated_at", Timestamp{2'000'000}}});
  CHECK(ids(std::nullopt) == Numbers{4, 1, 2, 3, 5});
  CHECK(ids(3) == Numbers{4, 1, 2});
  CHECK(ids(5) == Numbers{4, 1, 2, 3, 5});
  CHECK(ids(9) == Numbers{4, 1, 2, 3, 5});
  CHECK(ids(0).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
