#include "lineage/remove.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "lineage/context.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::lineage {
namespace {

struct Finished : test::ArtifactFixture {
  Context context{workspace};

  /// A run of a script that has an environment; all of them share it.
  records::Record run() {
    context.track({.caller = Caller{file("script.py", "print(1)\n"), {workspace.cache_directory}, {}}});
    const auto id = workspace.tracked.run->id();
    context.finish();
    return *store().find_by_id(registry("Run"), id);
  }
  std::int64_t hidden_artifacts() {
    return store().count(query::Query(registry("Artifact")).where("_branch_code", 0));
  }
  std::int64_t runs() { return store().count(query::Query(registry("Run"))); }
};

TEST_SUITE_BEGIN("remove");

TEST_CASE_FIXTURE(Finished, "a run takes its environment along unless another run shares it") {
  auto first = run(), second = run();
  REQUIRE(!first.get("environment").is_null());
  REQUIRE(first.get("environment") == second.get("environment"));
  const auto before = hidden_artifacts();
  remove_run(workspace, first);
  CHECK(hidden_artifacts() == before);
  remove_run(workspace, second);
  CHECK(hidden_artifacts() == before - 1);
  CHECK(runs() == 0);
}

TEST_CASE_FIXTURE(Finished, "a transform takes its runs along") {
  auto first = run(), second = run();
  auto transform = *store().find_by_id(registry("Transform"), first.get("transform").integer());
  remove_transform(workspace, transform);
  CHECK(runs() == 0);
  CHECK(hidden_artifacts() == 0);
  CHECK(store().count(query::Query(registry("Transform"))) == 0);
}

TEST_CASE_FIXTURE(Finished, "a transform whose run made an artifact stays, with its runs") {
  auto made_by = run();
  auto transform = *store().find_by_id(registry("Transform"), made_by.get("transform").integer());
  auto made = artifacts::create(workspace, file("out.txt", "out"),
                                {.key = "out.txt", .run = artifacts::RunChoice::of(made_by)});
  artifacts::save(workspace, made);
  CHECK_THROWS_AS(remove_transform(workspace, transform), Error);
  CHECK(runs() == 1);
}

}  // namespace
}  // namespace lamin::lineage
