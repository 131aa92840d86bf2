#include "formats/parquet/parquet.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;
using namespace lamin::formats;

namespace {

using Texts = std::vector<std::string>;
using Codes = std::vector<std::int32_t>;
using Places = std::vector<std::size_t>;

std::filesystem::path golden() {
  return std::filesystem::path(LAMIN_TESTS_FOLDER) / "golden/types.parquet";
}

const FrameColumn& column(const Frame& frame, std::string_view name) {
  const auto found = std::ranges::find(frame.columns, name, &FrameColumn::name);
  REQUIRE(found != frame.columns.end());
  return *found;
}

std::string bytes_of_golden() {
  std::ifstream file(golden(), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_SUITE_BEGIN("parquet" * doctest::skip(!can_read_parquet()));

TEST_CASE("columns have the types that pandas gives them") {
  const Frame frame = read_parquet(golden());
  CHECK(frame.rows == 3);
  CHECK_FALSE(frame.is_untyped);
  Texts types;
  for (const FrameColumn& one : frame.columns) types.push_back(one.name + ": " + one.dtype);
  CHECK(types == Texts{"whole: int64",
                       "whole with a gap: float64",
                       "nullable: Int64",
                       "small: uint8",
                       "big: uint64",
                       "real: float64",
                       "single: float32",
                       "text: object",
                       "text of pandas: string",
                       "truth: bool",
                       "truth with a gap: object",
                       "category: category",
                       "day: object",
                       "moment: datetime64[ns]",
                       "zoned: datetime64[ns, UTC]",
                       "span: timedelta64[ns]",
                       "list: object",
                       "mapping: object",
                       "decimal: object",
                       "bytes: object",
                       "time: object",
                       "nothing: object"});
}

TEST_CASE("an index that pandas wrote is the labels of the rows, not a column") {
  const Frame frame = read_parquet(golden());
  CHECK(frame.index_name == "row");
  CHECK(frame.index == Texts{"r1", "r2", "r3"});
}

TEST_CASE("texts and categories are distinct values with the places of the rows, over groups of rows") {
  const Frame frame = read_parquet(golden());
  const FrameColumn& text = column(frame, "text");
  CHECK(text.values == Texts{"b", "a"});
  CHECK(text.codes == Codes{0, -1, 1});
  const FrameColumn& category = column(frame, "category");
  CHECK(category.codes == Codes{0, 1, -1});
  CHECK(category.values.front() == "T cell");
  CHECK(std::ranges::find(category.values, "unused") != category.values.end());
}

TEST_CASE("missing values are known, and cells are shown as Python shows them") {
  const Frame frame = read_parquet(golden());
  CHECK(column(frame, "nullable").missing == Places{1});
  CHECK(column(frame, "real").missing == Places{1});
  CHECK(column(frame, "moment").missing == Places{1});
  CHECK(column(frame, "nothing").codes == Codes{-1, -1, -1});
  const auto shown = [&](std::string_view name) {
    Texts texts;
    for (std::size_t row = 0; row < frame.rows; ++row) texts.push_back(column(frame, name).shown(row));
    return texts;
  };
  CHECK(shown("big") == Texts{"18446744073709551615", "0", "1"});
  CHECK(shown("whole with a gap") == Texts{"1.0", "NaN", "3.0"});
  CHECK(shown("truth with a gap") == Texts{"True", "None", "False"});
  CHECK(shown("day") == Texts{"2020-01-01", "None", "1969-12-31"});
  CHECK(shown("moment") == Texts{"2020-01-01 10:00:00.000000001", "NaT", "1969-12-31"});
  CHECK(shown("list") == Texts{"a list", "None", "a list"});
}

TEST_CASE("only columns that are wanted are read, the others have their name") {
  const Frame frame = read_parquet(golden(), [](std::string_view name) { return name == "text"; });
  CHECK(frame.columns.size() == 22);
  CHECK(column(frame, "text").codes.size() == 3);
  CHECK(column(frame, "category").codes.empty());
}

TEST_CASE("a file that is cut off, damaged or something else is told") {
  const test::TemporaryFolder folder;
  const std::string whole = bytes_of_golden();
  const auto read = [&](const std::string& bytes) { return read_parquet(folder.write("a.parquet", bytes)); };
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{3}, std::size_t{12}, whole.size() / 2, whole.size() - 1})
    CHECK_THROWS_WITH_AS(read(whole.substr(0, size)), doctest::Contains("cut off or damaged"), Error);
  CHECK_THROWS_WITH_AS(read("a,b\n1,2\n"), doctest::Contains("no parquet file"), Error);
  CHECK_THROWS_AS(read_parquet(folder.path() / "none.parquet"), Error);
}

TEST_SUITE_END();
