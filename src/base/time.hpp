// Points in time as the catalogue stores them: microseconds since 1970-01-01T00:00:00 UTC.
//
// Text forms (docs/formats/values.md): SQLite's column default writes `2025-04-01 17:42:41.250`,
// Django writes `2025-04-01 17:42:41.250000`, or no fraction at all when it is zero.  All are read.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lamin {

struct Timestamp {
  std::int64_t microseconds = 0;
  auto operator<=>(const Timestamp&) const = default;
};

/// Days since 1970-01-01.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

/// A span of time in microseconds.
struct Duration {
  std::int64_t microseconds = 0;
  auto operator<=>(const Duration&) const = default;
};

/// The present, from the system clock.
Timestamp now();

/// Reads `YYYY-MM-DD[ T]HH:MM[:SS[.f{1,6}]][Z|+HH:MM]`, or a bare date as midnight; nothing otherwise.
std::optional<Timestamp> parse_timestamp(std::string_view text);
std::optional<Date> parse_date(std::string_view text);

/// `2025-04-01 17:42:41.250000`, without fraction when it is zero: what Django writes into SQLite.
std::string database_text(Timestamp time);
/// `2025-04-01`.
std::string iso_text(Date date);
/// `2025-04-01T17:42:41.250000+00:00`, without fraction when it is zero: Python's isoformat().
std::string iso_text(Timestamp time);
/// `2025-04-01 17:42:41`, always whole seconds.
std::string seconds_text(Timestamp time);

struct CivilTime {
  int year, month, day, hour, minute, second, microsecond;
};
CivilTime civil(Timestamp time);
CivilTime civil(Date date);
Timestamp timestamp_of(const CivilTime& time);
Date date_of(int year, int month, int day);
/// `time` on the clock of the machine's time zone.
CivilTime local_civil(Timestamp time);

}  // namespace lamin
