#include "formats/h5ad/h5ad.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::formats;

namespace {

std::filesystem::path example(const char* name) {
  return std::filesystem::path(LAMIN_TESTS_FOLDER) / "../examples/data" / name;
}

const FrameColumn& column(const Frame& frame, std::string_view name) {
  const auto found = std::ranges::find(frame.columns, name, &FrameColumn::name);
  REQUIRE(found != frame.columns.end());
  return *found;
}

bool has_library() {
  try {
    observations_of_h5ad(example("pbmc-small-x-csr.h5ad"));
    return true;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::unsupported) return false;
    throw;
  }
}

}  // namespace

TEST_CASE("obs and var are read without the matrix" * doctest::skip(!has_library())) {
  const Frame obs = read_h5ad(example("pbmc-small-x-csr.h5ad"), "obs");
  CHECK(obs.rows == 80);
  CHECK(obs.index.size() == 80);
  CHECK(column(obs, "nCount_RNA").dtype == "float64");
  CHECK(column(obs, "groups").values.size() == 2);
  CHECK(read_h5ad(example("pbmc-small-x-csr.h5ad"), "var").rows == 20);
  CHECK(observations_of_h5ad(example("pbmc-small-x-csr.h5ad")) == 80);
}

TEST_CASE("texts and numbers with a mask are read" * doctest::skip(!has_library())) {
  const auto path = std::filesystem::path(LAMIN_TESTS_FOLDER) / "golden/pandas3.h5ad";
  const Frame obs = read_h5ad(path, "obs");
  CHECK(obs.index == std::vector<std::string>{"a", "b", "c"});
  CHECK(column(obs, "cell").dtype == "object");
  CHECK(column(obs, "cell").codes[1] == -1);
  CHECK(column(obs, "cell").values == std::vector<std::string>{"T", "B"});
  CHECK(column(obs, "kind").values == std::vector<std::string>{"x", "y"});
  CHECK(column(obs, "n").dtype == "Int64");
  CHECK(column(obs, "n").missing == std::vector<std::size_t>{1});
  CHECK(observations_of_h5ad(path) == 3);
}

TEST_CASE("files that are none are told" * doctest::skip(!has_library())) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.h5ad";
  std::ofstream(path) << "no such format";
  CHECK_THROWS_AS(read_h5ad(path, "obs"), Error);
  CHECK_THROWS_AS(read_h5ad(folder.path() / "missing.h5ad", "obs"), Error);
  CHECK_THROWS_AS(read_h5ad(example("pbmc-small-x-csr.h5ad"), "nothing"), Error);
}
