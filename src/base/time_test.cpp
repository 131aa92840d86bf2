#include "base/time.hpp"

#include <doctest/doctest.h>

using namespace lamin;

TEST_CASE("times are read in the forms of SQLite, Django and ISO 8601") {
  const Timestamp time{1743529361250000};
  CHECK(parse_timestamp("2025-04-01 17:42:41.250") == time);
  CHECK(parse_timestamp("2025-04-01 17:42:41.250000") == time);
  CHECK(parse_timestamp("2025-04-01T17:42:41.250Z") == time);
  CHECK(parse_timestamp("2025-04-01T19:42:41.250+02:00") == time);
  CHECK(parse_timestamp("2025-04-01")->microseconds == 1743465600000000);
  CHECK_FALSE(parse_timestamp("2025-02-30 00:00:00"));
  CHECK_FALSE(parse_timestamp("yesterday"));
}

TEST_CASE("times are written without a fraction when it is zero") {
  CHECK(database_text(Timestamp{1743529361250000}) == "2025-04-01 17:42:41.250000");
  CHECK(database_text(Timestamp{1743529361000000}) == "2025-04-01 17:42:41");
  CHECK(iso_text(Timestamp{1743529361000000}) == "2025-04-01T17:42:41+00:00");
  CHECK(seconds_text(Timestamp{1743529361250000}) == "2025-04-01 17:42:41");
  CHECK(database_text(Timestamp{-1}) == "1969-12-31 23:59:59.999999");
}

TEST_CASE("dates count days since 1970") {
  CHECK(parse_date("2025-04-01")->days == 20179);
  CHECK(iso_text(Date{20179}) == "2025-04-01");
  CHECK_FALSE(parse_date("2025-04-01x"));
}
