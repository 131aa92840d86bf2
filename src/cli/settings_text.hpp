// The block that `lamin info` and `lamin settings` print.
#pragma once

#include "cli/context.hpp"

namespace lamin::cli {

/// Prints user, switches, cache directory and current instance; as JSON if `json`.
void print_settings(Context& context, bool json);

}  // namespace lamin::cli
