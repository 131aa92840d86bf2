// Error is the one type that this library throws.  It carries a code that programs branch on, one
// sentence for the person who has to act, facts ("uid", "abc"), and a hint that says what to do next.
//
// Vendor errors are translated where they enter (sql, storage), ours where they leave (cli, Python).
// Where lamindb 1.3.2 has a text that people and scripts know, the sentence is that text.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lamin {

/// What went wrong, as far as a caller can act on it.  The comment names what Python raises.
enum class ErrorCode {
  invalid_value,        // ValueError
  invalid_type,         // TypeError
  missing_key,          // KeyError
  no_attribute,         // AttributeError
  invalid_argument,     // lamindb.errors.InvalidArgument
  validation_failed,    // lamindb.errors.ValidationError
  field_invalid,        // lamindb.errors.FieldValidationError
  unknown_field,        // django FieldError
  not_found,            // lamindb.errors.DoesNotExist: no record has that uid
  no_match,             // <Registry>.DoesNotExist: no record matches the conditions
  many_matches,         // <Registry>.MultipleObjectsReturned
  many_results,         // lamindb.models.query_set.MultipleResultsFound
  integrity_violated,   // django IntegrityError: a database constraint refused
  record_protected,     // django ProtectedError: other records refer to it
  foreign_storage,      // lamindb.errors.IntegrityError
  inconsistent_key,     // lamindb.errors.InconsistentKey
  name_in_use,          // lamindb.errors.RecordNameChangeIntegrityError
  track_not_called,     // lamindb.errors.TrackNotCalled
  notebook_not_saved,   // lamindb.errors.NotebookNotSaved
  context_missing,      // lamindb.errors.MissingContextUID (a SystemExit)
  context_outdated,     // lamindb.errors.UpdateContext (a SystemExit)
  instance_not_set_up,  // lamindb_setup InstanceNotSetupError
  instance_not_found,   // lamindb_setup InstanceNotFoundError
  instance_not_empty,   // lamindb_setup InstanceNotEmpty
  instance_switched,    // lamindb_setup CannotSwitchDefaultInstance
  settings_outdated,    // lamindb_setup SettingsEnvFileOutdated
  module_missing,       // ImportError / ModuleWasntConfigured
  file_missing,         // FileNotFoundError
  permission_denied,    // PermissionError
  io_failed,            // OSError
  storage_full,         // OSError (ENOSPC)
  database_failed,      // django OperationalError / DatabaseError
  database_locked,      // django OperationalError
  unsupported,          // NotImplementedError
  runtime_failed,       // RuntimeError
  exit_requested,       // SystemExit with the sentence
};

/// The name of `code` as written above, e.g. "invalid_value".
std::string_view name_of(ErrorCode code);

class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string sentence) : code_(code), sentence_(std::move(sentence)) {}
  ~Error() override;

  /// Adds a fact, e.g. `.with("uid", uid)`.  Facts show in `what()` after the sentence.
  Error&& with(std::string_view name, std::string_view value) &&;
  Error& with(std::string_view name, std::string_view value) &;
  /// Says what to do next.
  Error&& hint(std::string_view text) &&;

  ErrorCode code() const { return code_; }
  /// The sentence alone; this is what Python's `str(exception)` gives.
  const std::string& sentence() const { return sentence_; }
  const std::vector<std::pair<std::string, std::string>>& facts() const { return facts_; }
  const std::string& hint_text() const { return hint_; }
  /// Sentence, facts in brackets, hint after an empty line.
  const char* what() const noexcept override;

 private:
  void compose();

  ErrorCode code_;
  std::string sentence_;
  std::vector<std::pair<std::string, std::string>> facts_;
  std::string hint_;
  std::string what_;
};

}  // namespace lamin
