// How declarations of modules of one's own call what registries have in common.
#pragma once

#include <string_view>

#include "registries/declare.hpp"

namespace lamin::registries {

struct MixinName {
  Mixin mixin;
  std::string_view name;
};
inline constexpr MixinName mixin_names[] = {
    {versioned, "versioned"},
    {record, "record"},
    {tracks_run, "tracks_run"},
    {tracks_updates, "tracks_updates"},
    {has_source, "has_source"},
    {has_parents, "has_parents"},
    {can_curate, "can_curate"},
    {validates_fields, "validates_fields"},
    {link, "link"},
};

}  // namespace lamin::registries
