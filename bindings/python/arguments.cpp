#include "arguments.hpp"

#include <algorithm>

#include "values.hpp"

namespace lamin::python {

void refuse_unknown(const nb::dict& given, std::span<const std::string_view> shown,
                    std::span<const std::string_view> other, ErrorCode code, std::string_view you_passed) {
  nb::dict unknown;
  for (auto [name, value] : given) {
    const std::string_view text = text_of(name);
    if (std::ranges::find(shown, text) == shown.end() && std::ranges::find(other, text) == other.end())
      unknown[name] = value;
  }
  if (unknown.size() == 0) return;
  std::string names;
  for (const std::string_view name : shown) names.append(names.empty() ? "" : ", ").append(name);
  throw Error(code, "Only " + names + " can be passed, " + std::string(you_passed) + ": " +
                        std::string(text_of(nb::repr(unknown))));
}

void require_version_text(const nb::dict& given) {
  if (!given.contains("version")) return;
  const nb::object version = given["version"];
  if (version.is_none() || PyUnicode_Check(version.ptr())) return;
  throw Error(ErrorCode::invalid_value,
              "`version` parameter must be `None` or `str`, e.g., '0.1', '1', '2', etc.");
}

}  // namespace lamin::python
