// The colours and lists of what curation says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lamin::curation::words {

inline std::string coloured(std::string_view code, std::string_view text) {
  return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}
inline std::string italic(std::string_view text) {
  return coloured("3", text);
}
inline std::string red(std::string_view text) {
  return coloured("1;91", text);
}
inline std::string green(std::string_view text) {
  return coloured("1;92", text);
}
inline std::string yellow(std::string_view text) {
  return coloured("1;93", text);
}
inline std::string cyan(std::string_view text) {
  return coloured("1;96", text);
}

/// "1 term", "2 terms".
inline std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

/// 'a', 'b', ...: at most 20 of them.
inline std::string listed(const std::vector<std::string>& values, std::string_view quote = "'") {
  constexpr std::size_t most = 20;
  std::string text;
  for (std::size_t i = 0; i < values.size() && i < most; ++i) {
    if (i > 0) text += ", ";
    text.append(quote).append(values[i]).append(quote);
  }
  return values.size() > most ? text + ", ..." : text;
}

}  // namespace lamin::curation::words
