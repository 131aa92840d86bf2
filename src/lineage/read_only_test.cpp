#include <doctest/doctest.h>

#include "artifacts/create.hpp"
#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "lineage/context.hpp"
#include "lineage/tracked.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::lineage {
namespace {

struct Reader : test::ArtifactFixture {
  Reader() { workspace.is_read_only = true; }
  Context context{workspace};
};

TEST_SUITE_BEGIN("a database that takes no writes");

TEST_CASE_FIXTURE(Reader, "track says that it is skipped, and a script runs to its end") {
  context.track({.caller = Caller{file("script.py", "print(1)\n"), {}}, .project = "nowhere"});
  CHECK(lines() == std::vector<std::string>{"! skipping track(), connected in read-only mode"});
  CHECK_FALSE(context.is_tracking());
  CHECK_FALSE(begin_call(workspace, {.name = "fit", .module = {}, .source_code = "", .uid = {}}));
  context.finish();
  CHECK(store().count(query::Query(registry("Transform"))) == 0);
}

TEST_CASE_FIXTURE(Reader, "nobody is told that a run is missing") {
  const auto artifact = artifacts::create(workspace, file("a.txt", "a"), {.key = "a.txt"});
  CHECK_FALSE(artifacts::run_of_input(workspace, {}));
  CHECK(lines().empty());
  CHECK_THROWS_WITH_AS(artifacts::run_of_input(workspace, {.flag = true, .run = {}}),
                       "No run context set. Call `ln.track()`.", Error);
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::lineage
