#include "curation/dose.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace lamin;
using namespace lamin::curation;

namespace {

std::string parsed(Measure measure, std::string_view text) {
  const auto amount = parse_amount(measure, text);
  return amount ? amount->number + " " + amount->unit : "nothing";
}

}  // namespace

TEST_CASE("a number and a unit are brought into one form") {
  CHECK(parsed(Measure::dose, "10nM") == "10.0 nM");
  CHECK(parsed(Measure::dose, "10.0 nM") == "10.0 nM");
  CHECK(parsed(Measure::dose, "1µM") == "1.0 μM");
  CHECK(parsed(Measure::dose, "1μM") == "1.0 μM");
  CHECK(parsed(Measure::time, "24h") == "24.0 h");
  CHECK(parsed(Measure::time, "24 hrs") == "24.0 h");
  CHECK(parsed(Measure::time, "5 min") == "5.0 m");
  CHECK(parsed(Measure::dose, "") == "nothing");
}

TEST_CASE("other formats and units are refused with the words people know") {
  CHECK_THROWS_WITH_AS(parse_amount(Measure::dose, "5.5 uM"),
                       "Invalid dose unit: uM. Must be convertible to one of: nM, μM, mM, M", Error);
  CHECK_THROWS_WITH_AS(parse_amount(Measure::time, "10 foo"),
                       "Invalid time unit: foo. Must be convertible to one of: h, m, s, d, y", Error);
  CHECK_THROWS_WITH_AS(parse_amount(Measure::time, "10nM"),
                       "Invalid time unit: nM. Must be convertible to one of: h, m, s, d, y", Error);
  for (const char* text : {"1.55h", "10", "1,5nM", "-3nM", "1e3nM"}) {
    CHECK_THROWS_WITH_AS(
        parse_amount(Measure::dose, text),
        ("Invalid format: " + std::string(text) + ". Expected format: number with max 1 decimal place + unit")
            .c_str(),
        Error);
  }
  CHECK_THROWS_WITH_AS(parse_amount(Measure::dose, "x"), "could not convert string to float: ''", Error);
}
