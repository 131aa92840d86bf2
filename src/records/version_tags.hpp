// Version tags: "1", "1.2".  People choose them; these functions propose the next one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lamin::records {

enum class VersionPart { major, minor };

/// Of "2" and "2.1": "3" for the major part, "2.1" and "2.2" for the minor one; nothing if `version` is no
/// number.
std::optional<std::string> bumped_version(std::string_view version, VersionPart part);

}  // namespace lamin::records
