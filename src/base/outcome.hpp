// What became of a commit whose answer was lost: a server can go away between the two.
#pragma once

#include <string_view>

#include "base/error.hpp"

namespace lamin {

/// The fact `sqlstate` of an error after which the change may have been saved, or not.
inline constexpr std::string_view outcome_unknown = "08007";

/// Whether `error` is one of those: look before trying again.
bool is_in_doubt(const Error& error);

}  // namespace lamin
