// Which reader opens which artifact in pieces.
#include "artifacts/open.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {
namespace {

using test::ArtifactFixture;
using test::error_of;

}  // namespace

TEST_SUITE("open") {
  TEST_CASE("tables open as data sets in the format that the suffix says, compressed or not") {
    ArtifactFixture f;
    const auto csv = open(f.workspace, f.make_and_save(f.file("a.csv", "a\n1\n"), "a.csv"), "r");
    CHECK(csv.opener == Opener::tables);
    CHECK(csv.format == "csv");
    CHECK(open(f.workspace, f.make_and_save(f.file("b.json.gz", "x"), "b.json.gz"), "r").format == "json");
    CHECK(open(f.workspace, f.make_and_save(f.file("c.h5", "z"), "c.h5"), "r").opener == Opener::hdf5);
    CHECK(open(f.workspace, f.make_and_save(f.file("d.h5ad", "y"), "d.h5ad"), "r").opener == Opener::anndata);
  }

  TEST_CASE("a folder opens if its files have one format") {
    ArtifactFixture f;
    f.file("tables/1.csv", "a\n1\n");
    const auto folder = f.file("tables/2.csv", "a\n2\n").parent_path();
    CHECK(open(f.workspace, f.make_and_save(folder, "tables"), "r").format == "csv");
    f.file("mixed/1.csv", "a\n3\n");
    const auto mixed = f.make_and_save(f.file("mixed/2.parquet", "x").parent_path(), "mixed");
    CHECK(error_of([&] { open(f.workspace, mixed, "r"); }).code() == ErrorCode::invalid_value);
  }

  TEST_CASE("what cannot be opened in pieces is named with what can") {
    ArtifactFixture f;
    const auto text = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    CHECK(std::string(error_of([&] { open(f.workspace, text, "r"); }).what()).find(".tiledbsoma, .h5,") !=
          std::string::npos);
    const auto csv = f.make_and_save(f.file("a.csv", "a\n1\n"), "a.csv");
    CHECK(std::string(error_of([&] { open(f.workspace, csv, "w"); }).what()).find("mode!='r'") !=
          std::string::npos);
  }
}

}  // namespace lamin::artifacts
