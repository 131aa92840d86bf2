#include "base/value.hpp"

#include <doctest/doctest.h>

using namespace lamin;

TEST_CASE("python_repr shows values as Python does") {
  CHECK(python_repr(nullptr) == "None");
  CHECK(python_repr(true) == "True");
  CHECK(python_repr(3) == "3");
  CHECK(python_repr(2.5) == "2.5");
  CHECK(python_repr("abc") == "'abc'");
  CHECK(python_repr("it's") == "\"it's\"");
  CHECK(python_repr("it's \"x\"\n\\é") == "'it\\'s \"x\"\\n\\\\é'");
  CHECK(python_repr(Timestamp{1743529361250000}) == "2025-04-01 17:42:41 UTC");
  CHECK(python_repr(Date{20179}) == "2025-04-01");
  CHECK(python_repr(Json::parse(R"({"a":[1,null,true,"x"]})")) == "{'a': [1, None, True, 'x']}");
}

TEST_CASE("python_repr of a span of time is that of Python's timedelta") {
  CHECK(python_repr(Duration{1'500'000}) == "0:00:01.500000");
  CHECK(python_repr(Duration{90'061'000'000}) == "1 day, 1:01:01");
  CHECK(python_repr(Duration{-1'000'000}) == "-1 day, 23:59:59");
}

TEST_CASE("python_str leaves the quotes away") {
  CHECK(python_str("it's") == "it's");
  CHECK(python_str(Json("x")) == "x");
  CHECK(python_str(nullptr) == "None");
}

TEST_CASE("to_json writes times as ISO text") {
  CHECK(to_json(Timestamp{1743529361250000}).text() == "2025-04-01T17:42:41.250000+00:00");
  CHECK(to_json(Date{20179}).text() == "2025-04-01");
  CHECK(to_json(Duration{1'500'000}).text() == "P0DT00H00M01.500000S");
  CHECK(to_json(Duration{-86'400'000'000}).text() == "-P1DT00H00M00S");
  CHECK(to_json(nullptr).is_null());
  CHECK(to_json(7).integer() == 7);
  CHECK(to_json(true).boolean());
}
