#include "base/text.hpp"

#include <algorithm>

#include "base/code_points.hpp"

namespace lamin {
namespace {

bool is_blank(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}
bool is_upper(char byte) {
  return byte >= 'A' && byte <= 'Z';
}
char lower(char byte) {
  return is_upper(byte) ? static_cast<char>(byte + 32) : byte;
}

// Bytes of the first `count` code points; a byte that is no UTF-8 counts as one.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t place = 0;
  for (; count > 0 && place < text.size(); --count)
    place += std::max<std::size_t>(first_code_point(text.substr(place)).length, 1);
  return place;
}

}  // namespace

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = separator.empty() ? std::string_view::npos : text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += separator;
    text += parts[i];
  }
  return text;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  if (from.empty()) return std::string(text);
  std::string result;
  for (std::size_t found; (found = text.find(from)) != std::string_view::npos;) {
    result.append(text.substr(0, found)).append(to);
    text.remove_prefix(found + from.size());
  }
  return result.append(text);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string ascii_lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

std::string unicode_lower(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto [code_point, length] = first_code_point(text);
    if (length == 0)
      result += text.front();
    else
      append_code_point(result, lower_code_point(code_point));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto [code_point, length] = first_code_point(text);
    if (length == 0 || (code_point >= 0xd800 && code_point < 0xe000)) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(bytes_of(text, 1));
  return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  return text.substr(0, bytes_of(text, count));
}

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    // No blank within a run of capitals: ULabel is one word.
    if (i > 0 && is_upper(name[i]) && !is_upper(name[i - 1]) && name[i - 1] != '_') result += '_';
    result += lower(name[i]);
  }
  return result;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> table((a.size() + 1) * width);
  const auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& { return table[i * width + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i) cell(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cell(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = cell(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
      cell(i, j) = std::min({cell(i - 1, j) + 1, cell(i, j - 1) + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cell(i, j) = std::min(cell(i, j), cell(i - 2, j - 2) + 1);
    }
  return cell(a.size(), b.size());
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  const std::string sought = ascii_lower(word);
  // One slip in three letters can be meant; more is another word.
  std::size_t best = std::max<std::size_t>(1, sought.size() / 3) + 1;
  std::optional<std::string> found;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(sought, ascii_lower(candidate));
    if (distance >= best || distance >= candidate.size()) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

}  // namespace lamin
