#include "base/value.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/code_points.hpp"

namespace lamin {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

template <class... Arguments>
std::string printed(const char* format, Arguments... arguments) {
  std::array<char, 64> buffer;
  const int size = std::snprintf(buffer.data(), buffer.size(), format, arguments...);
  return std::string(buffer.data(), size);
}

std::string escaped(unsigned char byte) {
  switch (byte) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return printed("\\x%02x", byte);
  }
}

// Single quotes, unless the text has some and no double ones.
std::string quoted(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  std::string result(1, quote);
  while (!text.empty()) {
    const auto [code_point, length] = first_code_point(text);
    const std::size_t step = length == 0 ? 1 : length;
    if (length == 0)
      result += printed("\\udc%02x", static_cast<unsigned char>(text.front()));
    else if (text.front() == quote || text.front() == '\\')
      result.append({'\\', text.front()});
    else if (code_point < 0x20 || (code_point >= 0x7f && code_point <= 0xa0))
      result += escaped(static_cast<unsigned char>(code_point));
    else
      result.append(text.substr(0, step));
    text.remove_prefix(step);
  }
  return result + quote;
}

std::string boolean_text(bool value) {
  return value ? "True" : "False";
}

std::string json_repr(const Json& value) {
  if (value.is_null()) return "None";
  if (value.is_boolean()) return boolean_text(value.boolean());
  if (value.is_integer()) return std::to_string(value.integer());
  if (value.is_real()) return python_text(value.real());
  if (value.is_text()) return quoted(value.text());
  std::string result;
  if (value.is_array()) {
    for (const Json& element : value.elements()) result += (result.empty() ? "" : ", ") + json_repr(element);
    return "[" + result + "]";
  }
  for (const auto& [key, member] : value.members())
    result += (result.empty() ? "" : ", ") + quoted(key) + ": " + json_repr(member);
  return "{" + result + "}";
}

struct DurationParts {
  std::int64_t days, hours, minutes, seconds, microseconds;
};

DurationParts parts_of(std::int64_t microseconds) {
  const std::int64_t seconds = microseconds / 1'000'000;
  return {seconds / 86'400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, microseconds % 1'000'000};
}

// As Python: days carry the sign, the rest is positive.
std::string duration_text(Duration duration) {
  constexpr std::int64_t per_day = 86'400'000'000;
  std::int64_t days = duration.microseconds / per_day;
  std::int64_t rest = duration.microseconds % per_day;
  if (rest < 0) {
    rest += per_day;
    --days;
  }
  const auto parts = parts_of(rest);
  std::string text;
  if (days != 0) text = std::to_string(days) + (std::abs(days) == 1 ? " day, " : " days, ");
  text += printed("%lld:%02lld:%02lld", static_cast<long long>(parts.hours),
                  static_cast<long long>(parts.minutes), static_cast<long long>(parts.seconds));
  if (parts.microseconds != 0) text += printed(".%06lld", static_cast<long long>(parts.microseconds));
  return text;
}

// ISO 8601 as Django writes it: P0DT00H00M01.500000S.
std::string duration_iso_text(Duration duration) {
  const auto parts = parts_of(std::abs(duration.microseconds));
  std::string text = duration.microseconds < 0 ? "-" : "";
  text += printed("P%lldDT%02lldH%02lldM%02lld", static_cast<long long>(parts.days),
                  static_cast<long long>(parts.hours), static_cast<long long>(parts.minutes),
                  static_cast<long long>(parts.seconds));
  if (parts.microseconds != 0) text += printed(".%06lld", static_cast<long long>(parts.microseconds));
  return text + "S";
}

}  // namespace

std::string python_repr(const Value& value) {
  return std::visit(Overloaded{
                        [](std::monostate) -> std::string { return "None"; },
                        [](bool truth) { return boolean_text(truth); },
                        [](std::int64_t integer) { return std::to_string(integer); },
                        [](double real) { return python_text(real); },
                        [](const std::string& text) { return quoted(text); },
                        [](Timestamp time) { return seconds_text(time) + " UTC"; },
                        [](Date date) { return iso_text(date); },
                        [](Duration duration) { return duration_text(duration); },
                        [](const Json& json) { return json_repr(json); },
                    },
                    value.variant());
}

std::string python_str(const Value& value) {
  if (const auto* text = value.get_if<std::string>()) return *text;
  if (const auto* json = value.get_if<Json>(); json && json->is_text()) return json->text();
  return python_repr(value);
}

Json to_json(const Value& value) {
  return std::visit(Overloaded{
                        [](std::monostate) { return Json(); },
                        [](Timestamp time) { return Json(iso_text(time)); },
                        [](Date date) { return Json(iso_text(date)); },
                        [](Duration duration) { return Json(duration_iso_text(duration)); },
                        [](const Json& json) { return json; },
                        [](const auto& scalar) { return Json(scalar); },
                    },
                    value.variant());
}

}  // namespace lamin
