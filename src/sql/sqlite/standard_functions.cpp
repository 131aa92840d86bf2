// Functions that Postgres has and SQLite has not, by the names and with the answers of Postgres; what is null
// gives null.
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "base/sha2.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "sql/sqlite/sqlite_connection.hpp"

namespace lamin::sql {
namespace {

// Longer texts than any cell: a slip in a query must not take the machine's memory.
constexpr std::size_t longest_text = 100'000'000;

/// The arguments of one call.
class Arguments {
 public:
  Arguments(int count, sqlite3_value** values) : count_(count), values_(values) {}

  int count() const { return count_; }
  bool have_null() const {
    return std::any_of(values_, values_ + count_,
                       [](sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; });
  }
  std::string_view text(int index) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values_[index]));
    return text == nullptr
               ? std::string_view()
               : std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(values_[index])));
  }
  std::int64_t integer(int index) const { return sqlite3_value_int64(values_[index]); }
  double real(int index) const { return sqlite3_value_double(values_[index]); }
  /// A count; below zero is none.
  std::size_t size(int index) const {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(integer(index), 0, longest_text));
  }

 private:
  int count_;
  sqlite3_value** values_;
};

void give(sqlite3_context* context, std::string_view text) {
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}
/// What is no text.
struct Bytes {
  std::string bytes;
};

void give(sqlite3_context* context, const Bytes& value) {
  sqlite3_result_blob64(context, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
}
void give(sqlite3_context* context, double number) {
  sqlite3_result_double(context, number);
}
void give(sqlite3_context* context, std::int64_t number) {
  sqlite3_result_int64(context, number);
}
template <class T>
void give(sqlite3_context* context, const std::optional<T>& value) {
  if (!value) return sqlite3_result_null(context);
  give(context, *value);
}

// ---- texts

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  if (text.size() * times > longest_text) return result;
  result.reserve(text.size() * times);
  for (; times > 0; --times) result += text;
  return result;
}

std::string repeat(const Arguments& given) {
  return repeated(given.text(0), given.size(1));
}

std::string reverse(const Arguments& given) {
  const std::string_view text = given.text(0);
  std::string reversed;
  reversed.reserve(text.size());
  for (std::size_t end = text.size(), at = end; at > 0;) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;  // inside a letter
    reversed += text.substr(at, end - at);
    end = at;
  }
  return reversed;
}

/// What has to be written before or behind `text` to make it `length` letters long.
std::string padding(const Arguments& given, std::size_t length) {
  const std::string_view fill = given.count() > 2 ? given.text(2) : " ";
  const std::size_t letters = code_points(given.text(0));
  if (fill.empty() || letters >= length) return {};
  const std::size_t missing = length - letters;
  return std::string(first_code_points(repeated(fill, missing / code_points(fill) + 1), missing));
}

std::string pad_left(const Arguments& given) {
  const std::size_t length = given.size(1);
  return padding(given, length).append(first_code_points(given.text(0), length));
}

std::string pad_right(const Arguments& given) {
  const std::size_t length = given.size(1);
  return std::string(first_code_points(given.text(0), length)) + padding(given, length);
}

std::string md5_text(const Arguments& given) {
  return hex(md5(given.text(0)));
}

// ---- bytes

/// Texts are kept in UTF-8: the second argument, the encoding, is always that.
Bytes convert_to(const Arguments& given) {
  return {std::string(given.text(0))};
}

/// Of pgcrypto; the second argument, the kind, is SHA-1, which Postgres itself has not.
std::optional<Bytes> digest(const Arguments& given) {
  if (given.text(1) != "sha1") return std::nullopt;
  const Sha1Digest made = sha1(given.text(0));
  return Bytes{std::string(made.begin(), made.end())};
}

template <std::string (*hash)(std::string_view)>
Bytes sha2(const Arguments& given) {
  return {hash(given.text(0))};
}

/// The second argument, the form, is "hex".
std::string encode(const Arguments& given) {
  const std::string_view bytes = given.text(0);
  return hex(std::span(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

// ---- numbers

std::optional<double> cotangent(const Arguments& given) {
  const double tangent = std::tan(given.real(0));
  if (tangent == 0) return std::nullopt;
  return 1 / tangent;
}

double random_number(const Arguments&) {
  thread_local std::mt19937_64 engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

// ---- times

std::optional<std::int64_t> time_between(const Arguments& given) {
  const auto earlier = parse_timestamp(given.text(0));
  const auto later = parse_timestamp(given.text(1));
  if (!earlier || !later) return std::nullopt;
  return later->microseconds - earlier->microseconds;
}

std::optional<std::string> time_after(const Arguments& given) {
  const auto time = parse_timestamp(given.text(0));
  if (!time) return std::nullopt;
  return database_text(Timestamp{time->microseconds + given.integer(1)});
}

/// The beginning of the year, month, ... that `time` lies in; nothing for other words.
std::optional<Timestamp> beginning(Timestamp time, std::string_view unit) {
  constexpr std::int64_t day = 86'400'000'000;
  const auto floored = [&](std::int64_t step) {
    const std::int64_t rest = ((time.microseconds % step) + step) % step;
    return Timestamp{time.microseconds - rest};
  };
  CivilTime parts = civil(floored(day));
  if (unit == "second") return floored(1'000'000);
  if (unit == "minute") return floored(60'000'000);
  if (unit == "hour") return floored(3'600'000'000);
  if (unit == "day") return floored(day);
  // 1970-01-01 was a Thursday.
  if (unit == "week") {
    const std::int64_t days = floored(day).microseconds / day;
    return Timestamp{(days - (((days + 3) % 7) + 7) % 7) * day};
  }
  parts.day = 1;
  if (unit == "month") return timestamp_of(parts);
  parts.month -= (parts.month - 1) % 3;
  if (unit == "quarter") return timestamp_of(parts);
  parts.month = 1;
  return unit == "year" ? std::optional(timestamp_of(parts)) : std::nullopt;
}

/// Times are kept in UTC: the third argument, the time zone, is always that.
std::optional<std::string> date_trunc(const Arguments& given) {
  const auto time = parse_timestamp(given.text(1));
  const auto begins = time ? beginning(*time, given.text(0)) : std::nullopt;
  if (!begins) return std::nullopt;
  return database_text(*begins);
}

// ---- all of them

template <auto function>
void call(sqlite3_context* context, int count, sqlite3_value** values) {
  const Arguments given(count, values);
  if (given.have_null()) return sqlite3_result_null(context);
  try {
    give(context, function(given));
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
  }
}

template <auto function>
void add(sqlite3* database, const char* name, int arguments, int flags = SQLITE_DETERMINISTIC) {
  sqlite3_create_function_v2(database, name, arguments, SQLITE_UTF8 | SQLITE_INNOCUOUS | flags, nullptr,
                             call<function>, nullptr, nullptr, nullptr);
}

}  // namespace

void add_standard_functions(sqlite3* database) {
  add<repeat>(database, "REPEAT", 2);
  add<reverse>(database, "REVERSE", 1);
  for (const int arguments : {2, 3}) {
    add<pad_left>(database, "LPAD", arguments);
    add<pad_right>(database, "RPAD", arguments);
  }
  add<md5_text>(database, "MD5", 1);
  add<convert_to>(database, "CONVERT_TO", 2);
  add<digest>(database, "DIGEST", 2);
  add<sha2<sha224>>(database, "SHA224", 1);
  add<sha2<sha256>>(database, "SHA256", 1);
  add<sha2<sha384>>(database, "SHA384", 1);
  add<sha2<sha512>>(database, "SHA512", 1);
  add<encode>(database, "ENCODE", 2);
  add<cotangent>(database, "COT", 1);
  add<random_number>(database, "RAND", 0, 0);
  add<time_between>(database, "TIME_BETWEEN", 2);
  add<time_after>(database, "TIME_AFTER", 2);
  add<date_trunc>(database, "DATE_TRUNC", 3);
}

}  // namespace lamin::sql
