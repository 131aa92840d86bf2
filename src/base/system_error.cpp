#include "base/system_error.hpp"

#include <cerrno>
#include <cstring>
#include <string>

namespace lamin {
namespace {

std::string_view hint_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::file_missing:
      return "Check the path.";
    case ErrorCode::permission_denied:
      return "Ask for the right to read or write there, or choose another place.";
    case ErrorCode::storage_full:
      return "Free some space and try again; nothing was half written.";
    default:
      return "";
  }
}

}  // namespace

ErrorCode code_of_errno(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::file_missing;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::permission_denied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorCode::storage_full;
    default:
      return ErrorCode::io_failed;
  }
}

Error system_error(int number, const std::filesystem::path& path) {
  const ErrorCode code = code_of_errno(number);
  Error error(
      code, "[Errno " + std::to_string(number) + "] " + std::strerror(number) + ": '" + path.string() + "'");
  const std::string_view hint = hint_of(code);
  return hint.empty() ? error : std::move(error).hint(hint);
}

void throw_system_error(const std::filesystem::path& path) {
  throw system_error(errno, path);
}

}  // namespace lamin
