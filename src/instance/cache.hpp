// The cache directory: local copies of what lies elsewhere.  Everything in it can be fetched again.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/log.hpp"
#include "instance/settings.hpp"

namespace lamin {

/// Makes `folder` the cache and moves there what the old cache holds.  Throws invalid_value for a URL or a
/// file, permission_denied, storage_full, io_failed; the old cache then stays in use.
void move_cache(std::string_view folder, SettingsDirectory& settings, Log& log);

/// Removes what the cache holds; the folder stays.
void clear_cache(SettingsDirectory& settings, Log& log);

}  // namespace lamin
