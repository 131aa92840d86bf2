// What SQLite says, as lamin::Error: the one place that knows its result codes.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"

struct sqlite3;

namespace lamin::sql {

/// The error for the extended result code `code`, with SQLite's sentence `message`.
Error sqlite_error(int code, const std::string& message, const std::filesystem::path& path);
/// Throws the error that `database` reports now.
[[noreturn]] void throw_sqlite_error(sqlite3* database, int code, const std::filesystem::path& path);
/// The lock is another's; trying again may help.
bool is_busy(int code);

}  // namespace lamin::sql
