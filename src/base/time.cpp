#include "base/time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace lamin {
namespace {

namespace chrono = std::chrono;
constexpr std::int64_t per_second = 1'000'000;
constexpr std::int64_t per_day = 86'400 * per_second;

// Reads exactly `count` digits at the front of `text` and moves past them.
bool take_digits(std::string_view& text, int count, int& value) {
  if (text.size() < static_cast<std::size_t>(count)) return false;
  value = 0;
  for (int i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text, CivilTime& time) {
  return take_digits(text, 4, time.year) && take(text, '-') && take_digits(text, 2, time.month) &&
         take(text, '-') && take_digits(text, 2, time.day) &&
         chrono::year_month_day{chrono::year{time.year}, chrono::month(time.month), chrono::day(time.day)}
             .ok();
}

bool take_fraction(std::string_view& text, int& microsecond) {
  int scale = 100'000;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    microsecond += (text[digits] - '0') * scale;
    scale /= 10;
    ++digits;
  }
  text.remove_prefix(digits);
  return digits > 0;
}

// Minutes east of UTC; nothing when `text` is not an offset.
std::optional<int> take_offset(std::string_view text) {
  if (text.empty() || text == "Z") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, sign < 0 ? '-' : '+')) return std::nullopt;
  int hours = 0, minutes = 0;
  if (!take_digits(text, 2, hours)) return std::nullopt;
  take(text, ':');
  if (!text.empty() && !take_digits(text, 2, minutes)) return std::nullopt;
  return text.empty() ? std::optional(sign * (hours * 60 + minutes)) : std::nullopt;
}

std::string date_text(const CivilTime& time) {
  std::array<char, 16> buffer;
  const int size =
      std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", time.year % 10000, time.month, time.day);
  return std::string(buffer.data(), size);
}

std::string clock_text(const CivilTime& time) {
  std::array<char, 12> buffer;
  const int size = std::snprintf(buffer.data(), buffer.size(), "%02d:%02d:%02d", time.hour % 100,
                                 time.minute % 100, time.second % 100);
  return std::string(buffer.data(), size);
}

std::string fraction_text(const CivilTime& time) {
  if (time.microsecond == 0) return "";
  std::array<char, 12> buffer;
  const int size = std::snprintf(buffer.data(), buffer.size(), ".%06d", time.microsecond);
  return std::string(buffer.data(), size);
}

}  // namespace

Timestamp now() {
  const auto elapsed = chrono::system_clock::now().time_since_epoch();
  return {chrono::duration_cast<chrono::microseconds>(elapsed).count()};
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  CivilTime time{};
  if (!take_date(text, time)) return std::nullopt;
  if (text.empty()) return timestamp_of(time);
  if (!take(text, ' ') && !take(text, 'T')) return std::nullopt;
  if (!take_digits(text, 2, time.hour) || !take(text, ':') || !take_digits(text, 2, time.minute))
    return std::nullopt;
  if (take(text, ':') && !take_digits(text, 2, time.second)) return std::nullopt;
  if (take(text, '.') && !take_fraction(text, time.microsecond)) return std::nullopt;
  if (time.hour > 23 || time.minute > 59 || time.second > 59) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset) return std::nullopt;
  return Timestamp{timestamp_of(time).microseconds - *offset * 60 * per_second};
}

std::optional<Date> parse_date(std::string_view text) {
  CivilTime time{};
  if (!take_date(text, time) || !text.empty()) return std::nullopt;
  return date_of(time.year, time.month, time.day);
}

std::string database_text(Timestamp time) {
  const auto parts = civil(time);
  return date_text(parts) + " " + clock_text(parts) + fraction_text(parts);
}

std::string iso_text(Date date) {
  return date_text(civil(date));
}

std::string iso_text(Timestamp time) {
  const auto parts = civil(time);
  return date_text(parts) + "T" + clock_text(parts) + fraction_text(parts) + "+00:00";
}

std::string seconds_text(Timestamp time) {
  const auto parts = civil(time);
  return date_text(parts) + " " + clock_text(parts);
}

CivilTime civil(Date date) {
  const chrono::year_month_day day{chrono::sys_days{chrono::days{date.days}}};
  return {int(day.year()), int(unsigned(day.month())), int(unsigned(day.day())), 0, 0, 0, 0};
}

CivilTime civil(Timestamp time) {
  std::int64_t days = time.microseconds / per_day;
  std::int64_t rest = time.microseconds % per_day;
  if (rest < 0) {
    rest += per_day;
    --days;
  }
  CivilTime parts = civil(Date{static_cast<std::int32_t>(days)});
  parts.microsecond = static_cast<int>(rest % per_second);
  rest /= per_second;
  parts.second = static_cast<int>(rest % 60);
  parts.minute = static_cast<int>(rest / 60 % 60);
  parts.hour = static_cast<int>(rest / 3600);
  return parts;
}

Date date_of(int year, int month, int day) {
  const chrono::sys_days days{chrono::year{year} / month / day};
  return {static_cast<std::int32_t>(days.time_since_epoch().count())};
}

Timestamp timestamp_of(const CivilTime& time) {
  const std::int64_t seconds = std::int64_t{date_of(time.year, time.month, time.day).days} * 86'400 +
                               time.hour * 3600 + time.minute * 60 + time.second;
  return {seconds * per_second + time.microsecond};
}

CivilTime local_civil(Timestamp time) {
  const std::time_t seconds = static_cast<std::time_t>(time.microseconds / per_second);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return {parts.tm_year + 1900,
          parts.tm_mon + 1,
          parts.tm_mday,
          parts.tm_hour,
          parts.tm_min,
          parts.tm_sec,
          static_cast<int>(time.microseconds % per_second)};
}

}  // namespace lamin
