#include "records/version_tags.hpp"

#include <charconv>
#include <cstdint>

namespace lamin::records {
namespace {

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::string> bumped_version(std::string_view version, VersionPart part) {
  const auto dot = version.find('.');
  const auto major = number_of(version.substr(0, dot));
  if (!major) return std::nullopt;
  if (part == VersionPart::major) return std::to_string(*major + 1);
  if (dot == std::string_view::npos) return std::string(version) + ".1";
  const auto minor = number_of(version.substr(dot + 1));
  if (!minor) return std::nullopt;
  return std::to_string(*major) + "." + std::to_string(*minor + 1);
}

}  // namespace lamin::records
