#include "cli/context.hpp"

#include "instance/instance.hpp"

namespace lamin::cli {

Context::Context()
    : log_([this](Level level, std::string_view text) { terminal_.message(level, text); }),
      settings_(SettingsDirectory::from_environment()) {}

Context::~Context() = default;

Instance& Context::instance() {
  if (!instance_) {
    instance_ = Instance::open_current(settings_, log_);
    attach();
  }
  return *instance_;
}

Instance& Context::instance(std::string_view slug) {
  if (!instance_ || instance_->slug() != slug) {
    instance_ = Instance::open(find_instance(slug, settings_), settings_, log_);
    attach();
  }
  return *instance_;
}

void Context::attach() {
  auto& workspace = instance_->workspace();
  workspace.confirm = [this](std::string_view question) { return terminal_.confirm(question); };
  if (!terminal_.shows_progress()) return;
  workspace.progress = [this](std::string_view what, std::int64_t done, std::int64_t total) {
    terminal_.progress(what, done, total);
  };
}

}  // namespace lamin::cli
