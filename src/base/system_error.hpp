// Turns what the operating system refuses into our errors, in the words that Python uses: "[Errno 28] No
// space left on device: '/path'".
#pragma once

#include <filesystem>
#include <string_view>

#include "base/error.hpp"

namespace lamin {

/// file_missing, permission_denied, storage_full or io_failed, by `number` (an errno).
ErrorCode code_of_errno(int number);

/// The error for `number` (an errno): file_missing, permission_denied, storage_full, io_failed; each with
/// what to do.
Error system_error(int number, const std::filesystem::path& path);

/// Throws it for the present errno.
[[noreturn]] void throw_system_error(const std::filesystem::path& path);

}  // namespace lamin
