#include "http/progress.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace lamin::http {
namespace {

std::string megabytes(double bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", bytes / 1e6);
  return text;
}

void write(int descriptor, const std::string& text) {
  if (::write(descriptor, text.data(), text.size()) < 0) return;  // nobody looks
}

}  // namespace

std::string progress_line(const std::string& name, std::uint64_t done, std::uint64_t all, double seconds) {
  std::string line = name + "  " + megabytes(static_cast<double>(done));
  if (all > 0)
    line += " of " + megabytes(static_cast<double>(all)) + " MB  " + std::to_string(done * 100 / all) + " %";
  else
    line += " MB";
  if (seconds > 0.2) line += "  " + megabytes(static_cast<double>(done) / seconds) + " MB/s";
  return line;
}

std::function<void(std::uint64_t, std::uint64_t)> terminal_progress(std::string name, int descriptor) {
  if (::isatty(descriptor) == 0) return {};
  const auto begun = std::chrono::steady_clock::now();
  return [name = std::move(name), descriptor, begun](std::uint64_t done, std::uint64_t all) {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    const char* end = all > 0 && done >= all ? "\n" : "";
    write(descriptor, "\r\x1b[K" + progress_line(name, done, all, taken.count()) + end);
  };
}

}  // namespace lamin::http
