// Names of fields in earlier releases that conditions may still use (surface.md REC-32).
#pragma once

#include <string_view>

#include "schema/registry.hpp"

namespace lamin::records {

struct OldName {
  std::string_view registry;  // "" = any
  std::string_view old_name;
  std::string_view name;
  bool is_deprecated;
};

/// The first word of a path.
std::string_view head_of(std::string_view path);
/// nullptr if `head` is no old name of a field of `registry`.
const OldName* find_old_name(const schema::Registry& registry, std::string_view head);

}  // namespace lamin::records
