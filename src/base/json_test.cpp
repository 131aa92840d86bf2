#include "base/json.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "base/error.hpp"

using namespace lamin;

namespace {

std::string round(std::string_view text) {
  return Json::parse(text).python_text();
}

}  // namespace

TEST_CASE("python_text writes what json.dumps writes") {
  CHECK(round(R"({"b":1,"a":[1,2.5,null,true,false,"x"]})") ==
        R"({"b": 1, "a": [1, 2.5, null, true, false, "x"]})");
  CHECK(round("{}") == "{}");
  CHECK(round(" [ ] ") == "[]");
  CHECK(Json("é").python_text() == R"("\u00e9")");
  CHECK(Json("😀").python_text() == R"("\ud83d\ude00")");
  CHECK(Json("\"\\/\n\r\t\b\f\x01\x7f").python_text() == "\"\\\"\\\\/\\n\\r\\t\\b\\f\\u0001\\u007f\"");
  CHECK(Json("a\xff").python_text() == R"("a\udcff")");
}

TEST_CASE("python_text with sorted keys sorts at all levels") {
  CHECK(Json::parse(R"({"b":{"y":2,"x":1},"a":[{"d":1,"c":2}]})").python_text(true) ==
        R"({"a": [{"c": 2, "d": 1}], "b": {"x": 1, "y": 2}})");
}

TEST_CASE("numbers are written as Python's repr writes them") {
  CHECK(python_text(0.0) == "0.0");
  CHECK(python_text(-0.0) == "-0.0");
  CHECK(python_text(1.0) == "1.0");
  CHECK(python_text(-2.5) == "-2.5");
  CHECK(python_text(0.1) == "0.1");
  CHECK(python_text(0.1 + 0.2) == "0.30000000000000004");
  CHECK(python_text(1e-4) == "0.0001");
  CHECK(python_text(1e-5) == "1e-05");
  CHECK(python_text(1.5e-7) == "1.5e-07");
  CHECK(python_text(123456789012345680.0) == "1.2345678901234568e+17");
  CHECK(python_text(1e15) == "1000000000000000.0");
  CHECK(python_text(1e16) == "1e+16");
  CHECK(python_text(123.456) == "123.456");
  CHECK(python_text(5e-324) == "5e-324");
  CHECK(python_text(1.7976931348623157e308) == "1.7976931348623157e+308");
  CHECK(python_text(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(python_text(std::nan("")) == "nan");
  CHECK(Json(std::nan("")).python_text() == "NaN");
  CHECK(Json(-std::numeric_limits<double>::infinity()).python_text() == "-Infinity");
}

TEST_CASE("parse keeps integers and reals apart") {
  CHECK(Json::parse("1").is_integer());
  CHECK(Json::parse("1.0").is_real());
  CHECK(Json::parse("-1e3").real() == -1000.0);
  CHECK(Json::parse("9223372036854775807").integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(Json::parse("9223372036854775808").is_real());
  CHECK(std::isnan(Json::parse("NaN").real()));
  CHECK(Json::parse("1e999").real() == std::numeric_limits<double>::infinity());
}

TEST_CASE("parse reads escapes, pairs of surrogates and lone ones") {
  CHECK(Json::parse(R"("\u00e9\n\"\/")").text() == "é\n\"/");
  CHECK(Json::parse(R"("\ud83d\ude00")").text() == "😀");
  CHECK(round(R"("\ud83dx")") == R"("\ud83dx")");
  CHECK(round(R"("\ud83d\u0041")") == R"("\ud83dA")");
}

TEST_CASE("parse keeps the order of keys and the last of equal ones") {
  CHECK(round(R"({"z":1,"a":2,"z":3})") == R"({"z": 3, "a": 2})");
}

TEST_CASE("parse of what is not JSON throws invalid_value and names the place") {
  for (const char* text : {"", "{", "[1,]", "{\"a\"}", "{\"a\":}", "01", "1.", "-", "nul", "\"a", "\"\\x\"",
                           "\"\\u12\"", "[1 2]", "1 1", "{a:1}", "\"\n\"", "+1", "]"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(Json::parse(text), Error);
  }
  CHECK_THROWS_AS(Json::parse(std::string(100'000, '[')), Error);
  try {
    Json::parse("[1, x]");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_value);
    CHECK(error.facts().at(0) == std::pair<std::string, std::string>("at byte", "4"));
  }
}

TEST_CASE("members are found, added and changed") {
  Json value;
  value["a"]["b"] = 1;
  value["list"].push_back("x");
  value["a"]["c"] = nullptr;
  CHECK(value.python_text() == R"({"a": {"b": 1, "c": null}, "list": ["x"]})");
  CHECK(value.find("a")->find("b")->integer() == 1);
  CHECK(value.find("missing") == nullptr);
  CHECK(Json(3).find("a") == nullptr);
}

TEST_CASE("texts for people and for the wire keep UTF-8") {
  const Json value = Json::parse(R"({"a":[1,"é"],"b":{},"c":NaN})");
  CHECK(value.compact_text() == R"({"a":[1,"é"],"b":{},"c":null})");
  CHECK(value.pretty_text() == "{\n  \"a\": [\n    1,\n    \"é\"\n  ],\n  \"b\": {},\n  \"c\": null\n}");
}
