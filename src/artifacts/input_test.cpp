// What a run has read, and which loader reads what.
#include <doctest/doctest.h>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {
namespace {

using test::ArtifactFixture;
using test::error_of;

records::Record new_run(ArtifactFixture& f, const char* key) {
  const auto transform = f.add("Transform", {{"key", key}, {"type", "script"}});
  return f.add("Run", {{"transform", transform.id()}});
}

std::int64_t inputs_of(ArtifactFixture& f, const records::Record& run) {
  return f.store().count(f.store().related(run, "input_artifacts"));
}

}  // namespace

TEST_SUITE("inputs") {
  TEST_CASE("reading links the artifact and the transform that made it, once") {
    ArtifactFixture f;
    f.workspace.tracked.run = new_run(f, "first.py");
    const auto made = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    const auto run = new_run(f, "second.py");
    f.workspace.tracked.run = run;
    f.log().set_verbosity(Verbosity::hint);
    cache(f.workspace, made);
    CHECK(f.said("• adding artifact ids [1] as inputs for run 2, adding parent transform 1"));
    CHECK(inputs_of(f, run) == 1);
    const auto transform = *f.store().find_by_id(f.registry("Transform"), 2);
    CHECK(f.store().count(f.store().related(transform, "predecessors")) == 1);
    const auto statements = f.store().statements_run();
    cache(f.workspace, made);
    CHECK(f.store().statements_run() == statements);
    CHECK(inputs_of(f, run) == 1);
  }

  TEST_CASE("own outputs and unsaved artifacts are no inputs") {
    ArtifactFixture f;
    const auto run = new_run(f, "a.py");
    f.workspace.tracked.run = run;
    const auto own = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    cache(f.workspace, own, {.flag = true});
    cache(f.workspace, f.make(f.file("b.txt", "b"), "b.txt"));
    CHECK(inputs_of(f, run) == 0);
  }

  TEST_CASE("without a run a warning is said, unless nobody wants inputs; insisting is an error") {
    ArtifactFixture f;
    const auto made = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    f.lines().clear();
    cache(f.workspace, made, {.flag = false});
    f.workspace.settings.track_run_inputs = false;
    cache(f.workspace, made);
    CHECK(f.lines().empty());
    f.workspace.settings.track_run_inputs = true;
    cache(f.workspace, made);
    CHECK(f.said("! run input wasn't tracked, call `ln.track()` and re-run"));
    CHECK(error_of([&] { cache(f.workspace, made, {.flag = true}); }).sentence() ==
          "No run context set. Call `ln.track()`.");
    const auto run = new_run(f, "given.py");
    cache(f.workspace, made, {.run = run});
    CHECK(inputs_of(f, run) == 1);
  }

  TEST_CASE("a loader follows from the suffix") {
    CHECK(loader_of(".csv.gz") == Loader::csv);
    CHECK(loader_of(".anndata.zarr") == Loader::zarr);
    CHECK(name_of(loader_of(".png")) == "image");
    CHECK(error_of([] { loader_of(".txt"); }).sentence() ==
          "There is no loader for .txt files. Use .cache() to get the path.");
  }

  TEST_CASE("bytes that are gone are an error that says where they were") {
    ArtifactFixture f;
    const auto made = f.make_and_save(f.file("a.csv", "a"), "a.csv");
    std::filesystem::remove(path(f.workspace, made));
    const auto error = error_of([&] { load(f.workspace, made); });
    CHECK(error.code() == ErrorCode::file_missing);
    CHECK(error.sentence() == "[Errno 2] No such file or directory: '" + path_text(f.workspace, made) + "'");
  }
}

}  // namespace lamin::artifacts
