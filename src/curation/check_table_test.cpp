#include "curation/check_table.hpp"

#include <doctest/doctest.h>

#include "curation/frame_table.hpp"
#include "formats/csv/csv.hpp"

using namespace lamin;
using namespace lamin::curation;

namespace {

std::vector<Finding> check(std::string_view csv, const std::vector<ColumnRule>& rules) {
  const formats::Frame frame = formats::parse_csv(csv);
  return check_table(table_of(frame), rules);
}

ColumnRule rule(std::string name, std::string dtype) {
  return {.name = std::move(name), .dtype = std::move(dtype), .default_value = {}};
}

}  // namespace

TEST_CASE("a missing column is told with those that are there") {
  const auto findings = check("a,b\n1,2\n", {rule("c", "int")});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == "missing_column");
  CHECK(findings[0].message == "column 'c' not in dataframe. Columns in dataframe: ['a', 'b']");
}

TEST_CASE("types are held against those of pandas") {
  CHECK(check("a\n1\n", {rule("a", "int")}).empty());
  CHECK(check("a\n1.5\n", {rule("a", "num")}).empty());
  CHECK(check("a\nx\n", {rule("a", "str")}).empty());
  CHECK(check("a\nTrue\n", {rule("a", "bool")}).empty());
  const auto findings = check("a\n1.5\n", {rule("a", "int")});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message ==
        "Column 'a' failed series or dataframe validator 0: <Check check_function: Column 'a' failed dtype "
        "check for "
        "'int': got float64>");
  CHECK(findings[0].fix == "convert the column: df['a'].astype(int)");
}

TEST_CASE("missing values count only where they must not be") {
  CHECK(check("a,b\nx,1\n,2\n", {rule("a", "str")}).empty());
  ColumnRule strict = rule("a", "str");
  strict.nullable = false;
  const auto findings = check("a,b\nx,1\n,2\n", {strict});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message ==
        "non-nullable series 'a' contains null values:\n1    NaN\nName: a, dtype: object");
  CHECK(findings[0].values[0].rows == std::vector<std::size_t>{1});
}

TEST_CASE("texts that become no date are told with their rows") {
  ColumnRule date = rule("d", "date");
  date.coerces = true;
  CHECK(check("d\n2020-01-01\n", {date}).empty());
  const auto findings = check("d\n2020-01-01\nbla\n", {date});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message ==
        "Error while coercing 'd' to type date: Could not coerce <class 'pandas.core.series.Series'> "
        "data_container "
        "into type date:\n   index failure_case\n0      1          bla");
}

TEST_CASE("all columns are told, not only the first") {
  const auto findings = check("a,b\nx,y\n", {rule("a", "int"), rule("b", "float"), rule("c", "str")});
  CHECK(findings.size() == 3);
  CHECK(findings[0].kind == "missing_column");
  CHECK(to_json(findings[1]).find("column")->text() == "a");
}

TEST_CASE("a column that is there twice is told") {
  CHECK(check("a,a\n1,2\n", {rule("a", "int")})[0].kind == "duplicate_column");
}

TEST_CASE("types of pandas have kinds") {
  CHECK(kind_of("Int8") == CellKind::integer);
  CHECK(kind_of("double[pyarrow]") == CellKind::real);
  CHECK(kind_of("datetime64[ns, UTC]") == CellKind::zoned_timestamp);
  CHECK(kind_of("Sparse[float64, nan]") == CellKind::real);
  CHECK(kind_of("interval[int64]") == CellKind::other);
  CHECK(kind_of("string[pyarrow]") == CellKind::text);
}
