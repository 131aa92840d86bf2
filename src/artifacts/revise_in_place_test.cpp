#include "artifacts/revise_in_place.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {

using test::ArtifactFixture;
using test::error_of;

TEST_SUITE("revise in place") {
  TEST_CASE("a store that was written to is the next version, in the same place") {
    ArtifactFixture f;
    const auto store = f.make_and_save(f.file("s.tiledbsoma/a", "1").parent_path(), "s.tiledbsoma");
    CHECK_FALSE(revise_in_place(f.workspace, store));
    std::ofstream(path(f.workspace, store) / "b") << "2";
    const auto next = revise_in_place(f.workspace, store, 7);
    REQUIRE(next);
    CHECK(next->record.uid().substr(0, 16) == store.record.uid().substr(0, 16));
    CHECK(next->record.uid().ends_with("0001"));
    CHECK(next->record.get("key").text() == "s.tiledbsoma");
    CHECK(next->record.get("n_files").integer() == 2);
    CHECK(next->record.get("n_observations").integer() == 7);
    CHECK(next->record.get("is_latest").truth());
    CHECK(path(f.workspace, *next) == path(f.workspace, store));
    const auto before = f.workspace.records.find_by_id(store.record.registry(), store.record.id());
    CHECK_FALSE(before->get("is_latest").truth());
    CHECK(error_of([&] { revise_in_place(f.workspace, Artifact(*before)); }).code() ==
          ErrorCode::invalid_value);
  }
}

}  // namespace lamin::artifacts
