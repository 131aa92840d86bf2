#include "formats/arrow/values.hpp"

#include <array>
#include <cmath>
#include <cstring>

#include "base/json.hpp"
#include "base/time.hpp"
#include "formats/frame.hpp"

namespace lamin::formats::arrow {
namespace {

std::string_view number_name(char letter) {
  switch (letter) {
    case 'c':
      return "int8";
    case 'C':
      return "uint8";
    case 's':
      return "int16";
    case 'S':
      return "uint16";
    case 'i':
      return "int32";
    case 'I':
      return "uint32";
    case 'l':
      return "int64";
    case 'L':
      return "uint64";
    case 'e':
      return "float16";
    case 'f':
      return "float32";
    case 'g':
      return "float64";
    default:
      return "";
  }
}

std::string unit_name(char letter) {
  return letter == 's' ? "s" : letter == 'm' ? "ms" : letter == 'u' ? "us" : "ns";
}

/// "ts", "td", "tt", "tD", "ti" and what follows.
Type time_type(std::string_view format) {
  Type type;
  const char what = format.size() > 1 ? format[1] : ' ';
  if (what == 's' && format.size() > 3) {
    type.kind = Kind::time;
    type.unit = unit_name(format[2]);
    type.zone = format.substr(4);
  } else if (what == 'd') {
    type.kind = Kind::date;
  } else if (what == 'D' && format.size() > 2) {
    type.kind = Kind::duration;
    type.unit = unit_name(format[2]);
  } else {
    type.title = what == 't' ? "a time of day" : "an interval";
  }
  return type;
}

std::string nested_title(std::string_view format) {
  switch (format.size() > 1 ? format[1] : ' ') {
    case 'l':
    case 'L':
    case 'v':
    case 'w':
      return "a list";
    case 's':
      return "a struct";
    case 'm':
      return "a map";
    default:
      return "a nested value";
  }
}

double half(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 0x1f;
  const double fraction = bits & 0x3ff;
  const double sign = (bits & 0x8000) != 0 ? -1 : 1;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  if (exponent == 0x1f) return fraction != 0 ? std::nan("") : sign * HUGE_VAL;
  return sign * std::ldexp(fraction + 1024, exponent - 25);
}

}  // namespace

Type type_of(std::string_view format) {
  Type type;
  const char letter = format.empty() ? ' ' : format.front();
  if (const std::string_view number = number_name(letter); !number.empty()) {
    type.kind = number.starts_with("float") ? Kind::real : Kind::whole;
    type.numpy_name = number;
  } else if (letter == 't') {
    type = time_type(format);
  } else if (letter == 'n') {
    type.kind = Kind::nothing;
  } else if (letter == 'b') {
    type.kind = Kind::truth;
  } else if (letter == 'u' || letter == 'U' || format == "vu") {
    type.kind = Kind::text;
  } else if (letter == 'z' || letter == 'Z' || format == "vz") {
    type.kind = Kind::bytes;
  } else {
    type.title = letter == 'd' ? "a decimal" : letter == 'w' ? "bytes" : nested_title(format);
  }
  return type;
}

Values::Values(const ArrowSchema& schema, const ArrowArray& array)
    : array_(array), type_(type_of(schema.format)), letter_(schema.format[0]) {
  is_in_days_ = std::string_view(schema.format) == "tdD";
}

bool Values::has(std::size_t row) const {
  if (type_.kind == Kind::nothing) return false;
  if (array_.null_count == 0 || array_.n_buffers == 0 || array_.buffers[0] == nullptr) return true;
  const std::size_t bit = place(row);
  return (static_cast<const std::uint8_t*>(array_.buffers[0])[bit / 8] >> (bit % 8) & 1) != 0;
}

std::int64_t Values::whole(std::size_t row) const {
  switch (letter_) {
    case 'b': {
      const std::size_t bit = place(row);
      return static_cast<const std::uint8_t*>(array_.buffers[1])[bit / 8] >> (bit % 8) & 1;
    }
    case 'c':
      return at<std::int8_t>(row);
    case 'C':
      return at<std::uint8_t>(row);
    case 's':
      return at<std::int16_t>(row);
    case 'S':
      return at<std::uint16_t>(row);
    case 'i':
      return at<std::int32_t>(row);
    case 'I':
      return at<std::uint32_t>(row);
    case 't':
      if (type_.kind != Kind::date) return at<std::int64_t>(row);
      return is_in_days_ ? at<std::int32_t>(row) : at<std::int64_t>(row) / 86'400'000;
    default:
      return at<std::int64_t>(row);
  }
}

double Values::real(std::size_t row) const {
  switch (letter_) {
    case 'e':
      return half(at<std::uint16_t>(row));
    case 'f':
      return at<float>(row);
    case 'g':
      return at<double>(row);
    case 'L':
      return static_cast<double>(at<std::uint64_t>(row));
    default:
      return static_cast<double>(whole(row));
  }
}

/// Of the types with views: short ones lie in the view, others in a buffer that it names.
std::string_view Values::view(std::size_t row) const {
  constexpr std::int32_t longest_inside = 12;
  std::array<std::int32_t, 4> parts{};
  const char* start = static_cast<const char*>(array_.buffers[1]) + place(row) * sizeof parts;
  std::memcpy(parts.data(), start, sizeof parts);
  const auto length = static_cast<std::size_t>(parts[0]);
  if (parts[0] <= longest_inside) return {start + 4, length};
  return {static_cast<const char*>(array_.buffers[2 + parts[2]]) + parts[3], length};
}

std::string_view Values::bytes(std::size_t row) const {
  if (letter_ == 'v') return view(row);
  const bool is_large = letter_ == 'U' || letter_ == 'Z';
  const auto offset = [&](std::size_t of) {
    return is_large ? at<std::int64_t>(of) : std::int64_t{at<std::int32_t>(of)};
  };
  const std::int64_t from = offset(row);
  return {static_cast<const char*>(array_.buffers[2]) + from,
          static_cast<std::size_t>(offset(row + 1) - from)};
}

std::string Values::shown(std::size_t row) const {
  switch (type_.kind) {
    case Kind::text:
      return std::string(bytes(row));
    case Kind::bytes:
      return "bytes";
    case Kind::truth:
      return whole(row) != 0 ? "True" : "False";
    case Kind::real:
      return python_text(real(row));
    case Kind::date:
      return iso_text(Date{static_cast<std::int32_t>(whole(row))});
    case Kind::time:
      return time_text(whole(row), type_.unit, !type_.zone.empty());
    case Kind::whole:
      return letter_ == 'L' ? std::to_string(static_cast<std::uint64_t>(whole(row)))
                            : std::to_string(whole(row));
    case Kind::duration:
      return std::to_string(whole(row)) + " " + type_.unit;
    default:
      return type_.title;
  }
}

}  // namespace lamin::formats::arrow
