#include "formats/zarr/zarr.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

namespace lamin::formats {
TEST_SUITE("zarr") {
  TEST_CASE("a store of format 2 says what it holds and how many observations") {
    const test::TemporaryFolder folder;
    folder.write(".zattrs", R"({"encoding-type": "anndata"})");
    folder.write("obs/.zattrs", R"({"_index": "cell"})");
    folder.write("obs/cell/.zarray", R"({"shape": [30], "zarr_format": 2})");
    CHECK(kind_of_zarr(folder.path()) == ZarrKind::ann_data);
    CHECK(observations_of_zarr(folder.path()) == 30);
  }

  TEST_CASE("a store of format 3 too, also where texts may be missing") {
    const test::TemporaryFolder folder;
    folder.write("zarr.json", R"({"attributes": {"encoding-type": "MuData"}})");
    folder.write("obs/zarr.json", R"({"attributes": {"_index": "_index"}})");
    folder.write("obs/_index/zarr.json", R"({"node_type": "group", "attributes": {}})");
    folder.write("obs/_index/values/zarr.json", R"({"shape": [7], "node_type": "array"})");
    CHECK(kind_of_zarr(folder.path()) == ZarrKind::mu_data);
    CHECK(observations_of_zarr(folder.path()) == 7);
  }

  TEST_CASE("spatial data has attributes of its own; anything else is other") {
    const test::TemporaryFolder folder;
    CHECK(kind_of_zarr(folder.path()) == ZarrKind::other);
    CHECK(kind_of_zarr(folder / "nothing") == ZarrKind::other);
    folder.write(".zattrs", R"({"spatialdata_attrs": {"version": "0.1"}})");
    CHECK(kind_of_zarr(folder.path()) == ZarrKind::spatial_data);
    folder.write(".zattrs", "half a fi");
    CHECK(kind_of_zarr(folder.path()) == ZarrKind::other);
  }

  TEST_CASE("a store without observations is told with its path") {
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH_AS(observations_of_zarr(folder.path()), doctest::Contains("no table `obs`"), Error);
  }
}

}  // namespace lamin::formats
