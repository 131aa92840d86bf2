#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/environment.hpp"
#include "base/text.hpp"

namespace lamin::cli {
namespace {

bool wants_colour(int descriptor) {
  if (environment("NO_COLOR")) return false;
  return environment("FORCE_COLOR").has_value() || ::isatty(descriptor) == 1;
}

std::string_view colour_of(Level level) {
  switch (level) {
    case Level::error:
      return "\033[91m";
    case Level::warning:
      return "\033[93m";
    case Level::important:
    case Level::success:
    case Level::save:
      return "\033[92m";
    default:
      return "\033[94m";
  }
}

void put(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

Terminal::Terminal()
    : data_colour_(wants_colour(STDOUT_FILENO)),
      message_colour_(wants_colour(STDERR_FILENO)),
      messages_are_read_(::isatty(STDERR_FILENO) == 1) {}

void Terminal::data(std::string_view text) {
  put(stdout, text);
}

void Terminal::data_line(std::string_view text) {
  data(std::string(text) + "\n");
}

void Terminal::result(std::string_view text) {
  data_line((data_colour_ ? "\033[92m→\033[0m " : "→ ") + std::string(text));
}

int Terminal::data_width() const {
  winsize size{};
  if (::isatty(STDOUT_FILENO) != 1 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

void Terminal::message(Level level, std::string_view text) {
  const std::string_view icon = icon_of(level);
  if (icon.empty()) return note(text);
  note(message_colour_ ? std::string(colour_of(level)) + std::string(icon) + "\033[0m " + std::string(text)
                       : std::string(icon) + " " + std::string(text));
}

void Terminal::note(std::string_view text) {
  wipe_progress();
  // One write a line: lines of processes that share the stream do not mix.
  put(stderr, std::string(text) + "\n");
}

void Terminal::error(const Error& error) {
  message(Level::error, error.sentence());
  for (const auto& [name, value] : error.facts()) note("  " + name + ": " + value);
  if (!error.hint_text().empty()) note("\n" + error.hint_text());
}

void Terminal::progress(std::string_view what, std::int64_t done, std::int64_t total) {
  if (!messages_are_read_) return;
  if (done >= total) return wipe_progress();
  const auto now = std::chrono::steady_clock::now();
  if (now - progress_drawn_ < std::chrono::milliseconds(100)) return;
  progress_drawn_ = now;
  progress_is_drawn_ = true;
  put(stderr, "\r\033[K" + std::string(what) + ": " + std::to_string(done * 100 / total) + "% of " +
                  size_text(total));
  std::fflush(stderr);
}

void Terminal::wipe_progress() {
  if (!progress_is_drawn_) return;
  progress_is_drawn_ = false;
  put(stderr, "\r\033[K");
}

bool Terminal::confirm(std::string_view question) {
  flush();
  wipe_progress();
  while (true) {
    put(stderr, question);
    std::fflush(stderr);
    char line[64];
    if (std::fgets(line, sizeof line, stdin) == nullptr) {
      put(stderr, "\n");
      throw Error{ErrorCode::exit_requested, "Aborted."};
    }
    const std::string answer = ascii_lower(trim(line));
    if (answer == "y" || answer == "yes") return true;
    if (answer == "n" || answer == "no") return false;
  }
}

void Terminal::flush() {
  std::fflush(stdout);
  std::fflush(stderr);
}

std::string size_text(std::int64_t bytes) {
  const char* const units[] = {"B", "KB", "MB", "GB", "TB", "PB"};
  double size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= 1000 && unit + 1 < std::size(units)) {
    size /= 1000;
    ++unit;
  }
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  return text;
}

}  // namespace lamin::cli
