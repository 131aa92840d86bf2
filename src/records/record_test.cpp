#include "records/record.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "records/rules.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct Records : test::InstanceFixture {
  Record label{registry("ULabel")};
};

TEST_SUITE_BEGIN("record");

TEST_CASE_FIXTURE(Records, "a field is known by its name and by its column") {
  label.set("type_id", 5);
  CHECK(label.get("type") == Value(5));
  CHECK(label.get("type_id") == Value(5));
}

TEST_CASE_FIXTURE(Records, "a misspelt field is an error that says which was meant") {
  try {
    label.set("nmae", "x");
    FAIL("no such field");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::unknown_field);
    CHECK(error.hint_text() == "Did you mean 'name'?");
  }
}

TEST_CASE_FIXTURE(Records, "a change that is taken back is no change") {
  Record saved = add("ULabel", {{"name", "a"}});
  saved.set("name", "b");
  CHECK(saved.is_changed("name"));
  CHECK(saved.loaded("name").text() == "a");
  saved.set("name", "a");
  CHECK(!saved.has_changes());
  CHECK(saved.changed_fields().empty());
}

TEST_CASE_FIXTURE(Records,
                  "a record shows its uid first, then plain fields, relations and the time it was made") {
  Record saved = add("ULabel", {{"uid", "NscGquQ2"}, {"name", "it's"}, {"description", "d"}});
  saved.set("created_at", *parse_timestamp("2026-11-21 13:01:18.250"));
  CHECK(repr(saved) ==
        "ULabel(uid='NscGquQ2', name='it's', is_type=False, description='d', space_id=1, created_by_id=1, "
        "created_at=2026-11-21 13:01:18 UTC)");
}

TEST_CASE_FIXTURE(Records, "users, spaces and links show their id only") {
  CHECK(repr(*store().find_by_id(registry("User"), 1)) == "<User: User object (1)>");
  CHECK(repr(Record(registry("Space"))) == "<Space: Space object (None)>");
}

TEST_CASE_FIXTURE(Records, "a removed record is saved anew under a new id") {
  Record saved = add("ULabel", {{"name", "a"}});
  store().remove(saved);
  CHECK(!saved.is_saved());
  store().save(saved);
  CHECK(saved.id() == 2);
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
