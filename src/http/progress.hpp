// The line that a terminal shows while a file comes: "cl.owl   12.3 of 60.1 MB  20 %  3.1 MB/s".
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace lamin::http {

/// Writes the line to `descriptor` again and again, and its end when all is here; nothing where that is no
/// terminal.  For Download::progress.
std::function<void(std::uint64_t done, std::uint64_t all)> terminal_progress(std::string name,
                                                                             int descriptor);

/// The line itself, after `seconds`.
std::string progress_line(const std::string& name, std::uint64_t done, std::uint64_t all, double seconds);

}  // namespace lamin::http
