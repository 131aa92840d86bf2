// A Context is what a command works with: the terminal, the settings directory and, once it asks, the current
// instance.
#pragma once

#include <memory>

#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "instance/settings.hpp"

namespace lamin {
class Instance;
}

namespace lamin::cli {

class Context {
 public:
  Context();
  ~Context();

  Terminal& terminal() { return terminal_; }
  /// Lines go to standard error.  Shows warnings and more; commands that set things up let it show all
  /// (`speak_up`).
  Log& log() { return log_; }
  void speak_up() { log_.set_verbosity(Verbosity::info); }
  SettingsDirectory& settings() { return settings_; }

  /// The current instance, opened at the first call.  Throws instance_not_set_up "No instance is loaded!
  /// ...".
  Instance& instance();
  /// The instance `slug` instead, without making it the current one.  Throws instance_not_found.
  Instance& instance(std::string_view slug);

 private:
  // Lets the instance ask and show progress through the terminal.
  void attach();

  Terminal terminal_;
  Log log_;
  SettingsDirectory settings_;
  std::unique_ptr<Instance> instance_;
};

}  // namespace lamin::cli
