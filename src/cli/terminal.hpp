// The Terminal is where a command speaks: data to standard output, messages to standard error, questions to
// the person.
//
// Colour and progress only where a terminal reads; NO_COLOR and FORCE_COLOR decide otherwise.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/log.hpp"

namespace lamin::cli {

class Terminal {
 public:
  Terminal();

  /// Data.  Written when the process ends or `flush` is called.
  void data(std::string_view text);
  void data_line(std::string_view text);
  /// What the command did or found, in a sentence: data too, since scripts read it (as from lamindb 1.3.2).
  void result(std::string_view text);
  bool data_has_colour() const { return data_colour_; }
  /// Columns of the terminal that reads the data; 0 = no terminal.
  int data_width() const;

  /// A message with the icon of its level.
  void message(Level level, std::string_view text);
  /// Text without icon.
  void note(std::string_view text);
  /// Sentence, facts and hint.
  void error(const Error& error);

  /// The line "what: 12% of 1.2 GB"; drawn a few times a second, wiped when `done` reaches `total`.
  void progress(std::string_view what, std::int64_t done, std::int64_t total);
  bool shows_progress() const { return messages_are_read_; }

  /// Asks until the person says y or n.  Throws exit_requested "Aborted." at the end of the input.
  bool confirm(std::string_view question);

  void flush();

 private:
  void wipe_progress();

  bool data_colour_;
  bool message_colour_;
  bool messages_are_read_;
  bool progress_is_drawn_ = false;
  std::chrono::steady_clock::time_point progress_drawn_{};
};

/// "1.2 GB".
std::string size_text(std::int64_t bytes);

}  // namespace lamin::cli
