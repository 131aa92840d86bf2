// Taking up a user who logged in on this machine before.  Logging in anew needs the hub, which is not built.
#pragma once

#include <optional>
#include <string>

#include "instance/settings.hpp"

namespace lamin {

/// Makes the user known under `user`, an email or a handle, the current one.  Throws exit_requested if none
/// is known, unsupported if `key` would have to be shown to the hub, and invalid_value if neither is given.
UserSettings log_in(SettingsDirectory& settings, const std::optional<std::string>& user,
                    const std::optional<std::string>& key);

}  // namespace lamin
