// Log is how the engine speaks to the person: one line at a time, with a level and an icon.
//
// Levels, icons and the default threshold are those of lamindb 1.3.2 (surface.md STG-05, STG-12): by default
// errors, warnings and important notices show.  Where lines go is the owner's choice: the CLI writes to
// stderr, Python to sys.stdout.  A Log belongs to an Instance or to a command; it is safe from several
// threads.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace lamin {

enum class Level {
  debug = 10,
  hint = 15,
  info = 20,
  save = 21,
  success = 25,
  warning = 30,
  important = 31,
  error = 40,
  print = 41
};

/// What `settings.verbosity` can be; the value is the least Level that shows.
enum class Verbosity { debug = 10, hint = 15, info = 20, success = 25, warning = 30, error = 40 };

class Log {
 public:
  /// Called with the level and the text without icon or line end.
  using Sink = std::function<void(Level, std::string_view)>;

  /// Who sees to it that lines of several threads come one after the other.
  enum class Turns {
    of_log,   // the sink is called by one thread at a time
    of_sink,  // the sink itself: it takes a lock that a writer may hold already, as Python's is
  };

  explicit Log(Sink sink, Turns turns = Turns::of_log) : turns_(turns), sink_(std::move(sink)) {}

  void write(Level level, std::string_view text);
  void error(std::string_view text) { write(Level::error, text); }
  void warning(std::string_view text) { write(Level::warning, text); }
  void important(std::string_view text) { write(Level::important, text); }
  void success(std::string_view text) { write(Level::success, text); }
  void save(std::string_view text) { write(Level::save, text); }
  void info(std::string_view text) { write(Level::info, text); }
  void hint(std::string_view text) { write(Level::hint, text); }
  void print(std::string_view text) { write(Level::print, text); }

  Verbosity verbosity() const { return verbosity_; }
  void set_verbosity(Verbosity verbosity) { verbosity_ = verbosity; }

 private:
  Turns turns_;
  std::mutex mutex_;  // one line at a time
  Sink sink_;
  std::atomic<Verbosity> verbosity_ = Verbosity::warning;
};

/// ✗ error, ! warning, → important, ✓ success and save, • info, hint and debug, "" for print.
std::string_view icon_of(Level level);
/// "error" ... "debug" or "0" ... "5".  Throws invalid_value for anything else.
Verbosity verbosity_of(std::string_view name);
std::string_view name_of(Verbosity verbosity);

}  // namespace lamin
