#include "base/error.hpp"

namespace lamin {

Error::~Error() = default;

Error&& Error::with(std::string_view name, std::string_view value) && {
  static_cast<Error&>(*this).with(name, value);
  return std::move(*this);
}

Error& Error::with(std::string_view name, std::string_view value) & {
  facts_.emplace_back(name, value);
  compose();
  return *this;
}

Error&& Error::hint(std::string_view text) && {
  hint_ = text;
  compose();
  return std::move(*this);
}

const char* Error::what() const noexcept {
  return what_.empty() ? sentence_.c_str() : what_.c_str();
}

void Error::compose() {
  what_ = sentence_;
  if (!facts_.empty()) {
    what_ += " (";
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      if (i > 0) what_ += ", ";
      what_ += facts_[i].first + ": " + facts_[i].second;
    }
    what_ += ")";
  }
  if (!hint_.empty()) what_ += "\n\n" + hint_;
}

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_value:
      return "invalid_value";
    case ErrorCode::invalid_type:
      return "invalid_type";
    case ErrorCode::missing_key:
      return "missing_key";
    case ErrorCode::no_attribute:
      return "no_attribute";
    case ErrorCode::invalid_argument:
      return "invalid_argument";
    case ErrorCode::validation_failed:
      return "validation_failed";
    case ErrorCode::field_invalid:
      return "field_invalid";
    case ErrorCode::unknown_field:
      return "unknown_field";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::no_match:
      return "no_match";
    case ErrorCode::many_matches:
      return "many_matches";
    case ErrorCode::many_results:
      return "many_results";
    case ErrorCode::integrity_violated:
      return "integrity_violated";
    case ErrorCode::record_protected:
      return "record_protected";
    case ErrorCode::foreign_storage:
      return "foreign_storage";
    case ErrorCode::inconsistent_key:
      return "inconsistent_key";
    case ErrorCode::name_in_use:
      return "name_in_use";
    case ErrorCode::track_not_called:
      return "track_not_called";
    case ErrorCode::notebook_not_saved:
      return "notebook_not_saved";
    case ErrorCode::context_missing:
      return "context_missing";
    case ErrorCode::context_outdated:
      return "context_outdated";
    case ErrorCode::instance_not_set_up:
      return "instance_not_set_up";
    case ErrorCode::instance_not_found:
      return "instance_not_found";
    case ErrorCode::instance_not_empty:
      return "instance_not_empty";
    case ErrorCode::instance_switched:
      return "instance_switched";
    case ErrorCode::settings_outdated:
      return "settings_outdated";
    case ErrorCode::module_missing:
      return "module_missing";
    case ErrorCode::file_missing:
      return "file_missing";
    case ErrorCode::permission_denied:
      return "permission_denied";
    case ErrorCode::io_failed:
      return "io_failed";
    case ErrorCode::storage_full:
      return "storage_full";
    case ErrorCode::database_failed:
      return "database_failed";
    case ErrorCode::database_locked:
      return "database_locked";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::runtime_failed:
      return "runtime_failed";
    case ErrorCode::exit_requested:
      return "exit_requested";
  }
  return "unknown";
}

}  // namespace lamin
