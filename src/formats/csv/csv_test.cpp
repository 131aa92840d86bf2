#include "formats/csv/csv.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace lamin;
using namespace lamin::formats;

using Texts = std::vector<std::string>;

TEST_CASE("the types of columns follow from their values") {
  const Frame frame = parse_csv("i,f,b,t,m\n1,1.5,True,x,1\n2,2,False,,\n");
  REQUIRE(frame.columns.size() == 5);
  CHECK(frame.rows == 2);
  CHECK(frame.columns[0].dtype == "int64");
  CHECK(frame.columns[1].dtype == "float64");
  CHECK(frame.columns[2].dtype == "bool");
  CHECK(frame.columns[3].dtype == "object");
  CHECK(frame.columns[3].codes == std::vector<std::int32_t>{0, -1});
  CHECK(frame.columns[4].dtype == "float64");
  CHECK(frame.columns[4].missing == std::vector<std::size_t>{1});
}

TEST_CASE("quotes hold separators, quotes and line ends; a line may end with \\r\\n") {
  const Frame frame = parse_csv("a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n");
  CHECK(frame.columns[0].values == Texts{"x, \"y\"\nz"});
  CHECK(frame.columns[1].dtype == "int64");
}

TEST_CASE("a value is kept once, its rows point to it") {
  const Frame frame = parse_csv("a\nx\ny\nx\n");
  CHECK(frame.columns[0].values == Texts{"x", "y"});
  CHECK(frame.columns[0].codes == std::vector<std::int32_t>{0, 1, 0});
}

TEST_CASE("too many cells and a quote without an end are told") {
  CHECK_THROWS_AS(parse_csv("a,b\n1,2,3\n"), Error);
  CHECK_THROWS_AS(parse_csv("a\n\"x\n"), Error);
  CHECK(parse_csv("").columns.empty());
  CHECK(parse_csv("a,b\n").rows == 0);
}
