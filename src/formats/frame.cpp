#include "formats/frame.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/time.hpp"

namespace lamin::formats {
namespace {

std::int64_t per_second(std::string_view unit) {
  return unit == "s" ? 1 : unit == "ms" ? 1'000 : unit == "us" ? 1'000'000 : 1'000'000'000;
}

/// "datetime64[ns, UTC]" -> "ns".
std::string_view unit_of(std::string_view dtype) {
  const std::size_t from = dtype.find('[') + 1;
  return dtype.substr(from, dtype.find_first_of(",]", from) - from);
}

std::string without_midnight(std::string text) {
  constexpr std::string_view midnight = " 00:00:00";
  if (text.ends_with(midnight)) text.resize(text.size() - midnight.size());
  return text;
}

std::string whole_text(const FrameColumn& column, std::int64_t value) {
  const std::string_view dtype = column.dtype;
  if (dtype.starts_with("bool")) return value != 0 ? "True" : "False";
  if (dtype.starts_with("datetime64"))
    return without_midnight(time_text(value, unit_of(dtype), dtype.find(',') != std::string_view::npos));
  if (dtype == "uint64" || dtype == "UInt64") return std::to_string(static_cast<std::uint64_t>(value));
  return std::to_string(value);
}

}  // namespace

std::string time_text(std::int64_t count, std::string_view unit, bool is_zoned) {
  const std::int64_t one = per_second(unit);
  const std::int64_t part = ((count % one) + one) % one;
  std::string text = seconds_text(Timestamp{(count - part) / one * 1'000'000});
  if (part != 0) {
    std::string digits = std::to_string(part);
    digits.insert(0, std::to_string(one).size() - 1 - digits.size(), '0');
    if (digits.size() == 3) digits += "000";
    if (digits.size() == 9 && digits.ends_with("000")) digits.resize(6);
    text += "." + digits;
  }
  return is_zoned ? text + "+00:00" : text;
}

std::string FrameColumn::shown(std::size_t row) const {
  if (row < codes.size()) return codes[row] < 0 ? missing_text : values[static_cast<std::size_t>(codes[row])];
  if (std::ranges::binary_search(missing, row)) return missing_text;
  if (row < integers.size()) return whole_text(*this, integers[row]);
  return row < reals.size() ? python_text(reals[row]) : "...";
}

}  // namespace lamin::formats
