#include <unordered_map>

#include "base/code_points.hpp"
#include "ontologies/build.hpp"

namespace lamin::ontologies {
namespace {

using Capitals = std::unordered_map<std::uint32_t, std::uint32_t>;

/// Small letters of the scripts with case to capitals.
const Capitals& capitals() {
  static const Capitals made = [] {
    Capitals map;
    for (std::uint32_t capital = 0x2c2f; capital >= 0x80; --capital) {
      const std::uint32_t small = lower_code_point(capital);
      if (small != capital) map[small] = capital;
    }
    map[0xb5] = 0x39c;  // the micro sign is a small mu
    map[0xff] = 0x178;
    map.erase('k');  // the Kelvin sign and the angstrom sign go down to letters, not back
    map[0xe5] = 0xc5;
    return map;
  }();
  return made;
}

bool has_case(std::uint32_t code_point) {
  if (code_point < 0x80) return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
  return lower_code_point(code_point) != code_point || capitals().contains(code_point) ||
         code_point == 0xdf || code_point == 0xaa || code_point == 0xba ||
         (code_point >= 0x2b0 && code_point <= 0x2b8);
}

std::uint32_t capital_of(std::uint32_t code_point) {
  if (code_point < 0x80) return code_point >= 'a' && code_point <= 'z' ? code_point - 32 : code_point;
  const auto found = capitals().find(code_point);
  return found == capitals().end() ? code_point : found->second;
}

}  // namespace

std::string title_case(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool in_word = false;
  while (!text.empty()) {
    CodePoint one = first_code_point(text);
    if (one.length == 0) one = {static_cast<unsigned char>(text.front()), 1};
    text.remove_prefix(one.length);
    const std::uint32_t shown = in_word ? lower_code_point(one.value) : capital_of(one.value);
    if (!in_word && one.value == 0xdf)
      result += "Ss";
    else
      append_code_point(result, shown);
    in_word = has_case(one.value);
  }
  return result;
}

}  // namespace lamin::ontologies
