#include "artifacts/suffix.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

namespace lamin::artifacts {

TEST_SUITE("suffix") {
  TEST_CASE("the suffix of a path follows the table of the data model") {
    const std::vector<std::pair<const char*, const char*>> cases = {{"a.csv", ".csv"},
                                                                    {"a", ""},
                                                                    {"a.tar.gz", ".tar.gz"},
                                                                    {"a.random.gz", ".gz"},
                                                                    {"a.fastq.gz", ".fastq.gz"},
                                                                    {"a.b.c", ".c"},
                                                                    {"x.y.anndata.zarr", ".anndata.zarr"},
                                                                    {"a.spatialdata.zarr", ".zarr"},
                                                                    {"a.ome.zarr", ".ome.zarr"},
                                                                    {"a.vitessce.json", ".vitessce.json"},
                                                                    {"file.1", ""},
                                                                    {"file.v1.2", ""},
                                                                    {"a.csv.1", ".csv.1"},
                                                                    {"a.1.csv", ".csv"},
                                                                    {"a.parquet.tmp", ".parquet.tmp"},
                                                                    {"a.nb.html", ".html"},
                                                                    {"run-1.2.3.tar.gz", ".tar.gz"},
                                                                    {"a.CSV", ".CSV"},
                                                                    {".hidden", ""},
                                                                    {".hidden.csv", ".csv"},
                                                                    {"a.h5ad.gz", ".h5ad.gz"},
                                                                    {"a.sam.bz2", ".bz2"},
                                                                    {"folder.d/a", ""},
                                                                    {"/x/folder.zarr/", ".zarr"},
                                                                    {"a.", ""},
                                                                    {"", ""},
                                                                    {"..", ""}};
    for (const auto& [name, expected] : cases) {
      CAPTURE(name);
      CHECK(suffix_of(name) == expected);
    }
  }

  TEST_CASE("the last suffix is what loaders go by") {
    CHECK(last_suffix("a.csv.gz") == ".gz");
    CHECK(last_suffix("a") == "");
  }

  TEST_CASE("suffixes that people add are respected") {
    KnownSuffixes known = KnownSuffixes::builtin();
    known.composite.insert(".spatialdata.zarr");
    CHECK(suffix_of("a.spatialdata.zarr", known) == ".spatialdata.zarr");
  }
}

}  // namespace lamin::artifacts
