#include "lineage/tracked.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "annotation/read.hpp"
#include "lineage/context.hpp"
#include "records/rules.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::lineage {
namespace {

struct Tracked : test::ArtifactFixture {
  Context context{workspace};

  void track() { context.track({.caller = Caller{file("script.py", "print(1)\n"), {}}}); }
  records::Record label(std::string_view name) {
    auto record = records::construct(store(), registry("ULabel"), {{"name", Value(name)}}, log());
    store().save(record);
    return record;
  }
  FunctionCall fit{
      .name = "fit", .module = std::nullopt, .source_code = "def fit(): pass\n", .uid = std::nullopt};
};

TEST_SUITE_BEGIN("tracked");

TEST_CASE_FIXTURE(Tracked, "a tracked function needs a tracked run around it") {
  CHECK_THROWS_WITH_AS(begin_call(workspace, fit),
                       "Please track the global run context before using @ln.tracked(): ln.track()", Error);
}

TEST_CASE_FIXTURE(Tracked, "what is saved inside of a call belongs to its run") {
  track();
  auto outer = *begin_call(workspace, fit);
  auto inner =
      *begin_call(workspace, {.name = "step", .module = "pipe", .source_code = "def step(): 1\n", .uid = {}});
  CHECK(label("inside").get("run") == Value(inner.id()));
  end_call(workspace, inner, CallEnd::returned);
  CHECK(label("between").get("run") == Value(outer.id()));
  end_call(workspace, outer, CallEnd::threw);
  CHECK(label("outside").get("run") == Value(workspace.tracked.run->id()));
  CHECK(inner.get("initiated_by_run") == Value(outer.id()));
  CHECK(outer.get("initiated_by_run") == Value(workspace.tracked.run->id()));
  CHECK(!inner.get("finished_at").is_null());
  CHECK(outer.get("finished_at").is_null());
  const auto keys =
      store().values(query::Query(registry("Transform")).where("type", "function").order_by({"id"}), {"key"});
  CHECK(keys[0][0] == Value("script.py/fit.py"));
  CHECK(keys[1][0] == Value("pipe.step.py"));
}

TEST_CASE_FIXTURE(Tracked, "an unchanged function is one transform with many runs") {
  track();
  for (int i = 0; i < 2; ++i) {
    auto run = *begin_call(workspace, fit);
    end_call(workspace, run, CallEnd::returned);
  }
  CHECK(store().count(query::Query(registry("Transform")).where("type", "function")) == 1);
  CHECK(store().count(query::Query(registry("Run")).where("transform__type", "function")) == 2);
}

TEST_CASE_FIXTURE(Tracked, "a call in another thread is not seen by this one") {
  track();
  auto mine = *begin_call(workspace, fit);
  std::thread([&] {
    CHECK(!store().entered_run());
    auto theirs = *begin_call(workspace, fit);
    CHECK(store().authorship().run_id == theirs.id());
    end_call(workspace, theirs, CallEnd::returned);
  }).join();
  CHECK(store().authorship().run_id == mine.id());
  end_call(workspace, mine, CallEnd::returned);
}

TEST_CASE_FIXTURE(Tracked, "arguments are params of the run, and have to be known") {
  track();
  fit.params["rate"] = 0.5;
  CHECK_THROWS_AS(begin_call(workspace, fit), Error);
  CHECK(!store().entered_run());
  records::Record param(registry("Param"));
  param.set("name", "rate");
  param.set("dtype", "float");
  records::fill_defaults(store(), param);
  store().save(param);
  auto run = *begin_call(workspace, fit);
  end_call(workspace, run, CallEnd::returned);
  CHECK(annotation::annotations_of(store(), run, annotation::Subject::params).front().values ==
        std::vector<Json>{0.5});
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::lineage
