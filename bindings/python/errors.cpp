#include "errors.hpp"

#include <cerrno>

#include "base/text.hpp"
#include "record.hpp"
#include "session.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

struct Entry {
  ErrorCode code;
  const char* module;
  const char* name;
};

constexpr const char* builtin = "builtins";
constexpr const char* errors = "lamindb.errors";

// The one table from codes to classes.  no_match and many_matches are refined by the registry they speak of.
constexpr Entry table[] = {
    {ErrorCode::invalid_value, builtin, "ValueError"},
    {ErrorCode::invalid_type, builtin, "TypeError"},
    {ErrorCode::missing_key, builtin, "KeyError"},
    {ErrorCode::no_attribute, builtin, "AttributeError"},
    {ErrorCode::invalid_argument, errors, "InvalidArgument"},
    {ErrorCode::validation_failed, errors, "ValidationError"},
    {ErrorCode::field_invalid, errors, "FieldValidationError"},
    {ErrorCode::unknown_field, errors, "FieldError"},
    {ErrorCode::not_found, errors, "DoesNotExist"},
    {ErrorCode::no_match, errors, "ObjectDoesNotExist"},
    {ErrorCode::many_matches, errors, "MultipleObjectsReturned"},
    {ErrorCode::many_results, errors, "MultipleResultsFound"},
    {ErrorCode::integrity_violated, errors, "DatabaseIntegrityError"},
    {ErrorCode::record_protected, errors, "ProtectedError"},
    {ErrorCode::foreign_storage, errors, "IntegrityError"},
    {ErrorCode::inconsistent_key, errors, "InconsistentKey"},
    {ErrorCode::name_in_use, errors, "RecordNameChangeIntegrityError"},
    {ErrorCode::track_not_called, errors, "TrackNotCalled"},
    {ErrorCode::notebook_not_saved, errors, "NotebookNotSaved"},
    {ErrorCode::context_missing, errors, "MissingContextUID"},
    {ErrorCode::context_outdated, errors, "UpdateContext"},
    {ErrorCode::instance_not_set_up, errors, "InstanceNotSetupError"},
    {ErrorCode::instance_not_found, errors, "InstanceNotFoundError"},
    {ErrorCode::instance_not_empty, errors, "InstanceNotEmpty"},
    {ErrorCode::instance_switched, errors, "CannotSwitchDefaultInstance"},
    {ErrorCode::settings_outdated, errors, "SettingsEnvFileOutdated"},
    {ErrorCode::module_missing, errors, "ModuleWasntConfigured"},
    {ErrorCode::file_missing, builtin, "FileNotFoundError"},
    {ErrorCode::permission_denied, builtin, "PermissionError"},
    {ErrorCode::io_failed, builtin, "OSError"},
    {ErrorCode::storage_full, builtin, "OSError"},
    {ErrorCode::database_failed, errors, "DatabaseError"},
    {ErrorCode::database_locked, errors, "OperationalError"},
    {ErrorCode::unsupported, builtin, "NotImplementedError"},
    {ErrorCode::runtime_failed, builtin, "RuntimeError"},
    {ErrorCode::exit_requested, builtin, "SystemExit"},
};

const Entry& entry_of(ErrorCode code) {
  for (const Entry& entry : table) {
    if (entry.code == code) return entry;
  }
  return table[0];
}

const std::string* fact(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.facts()) {
    if (key == name) return &value;
  }
  return nullptr;
}

/// Django's class for a state of SQL; 25000 is ours, of blocks that are used at the wrong moment.
const char* name_of_sqlstate(std::string_view state) {
  constexpr std::pair<std::string_view, const char*> names[] = {
      {"08", "OperationalError"}, {"0A", "NotSupportedError"},
      {"22", "DataError"},        {"25000", "TransactionManagementError"},
      {"25", "InternalError"},    {"3B", "OperationalError"},
      {"42", "ProgrammingError"}, {"53", "OperationalError"},
      {"57", "OperationalError"}, {"58", "OperationalError"},
  };
  for (const auto& [beginning, name] : names) {
    if (state.starts_with(beginning)) return name;
  }
  return "DatabaseError";
}

/// `<Registry>.DoesNotExist` when the error says which registry it speaks of.
nb::object class_of(const Error& error) {
  const Entry& entry = entry_of(error.code());
  bool of_registry = error.code() == ErrorCode::no_match || error.code() == ErrorCode::many_matches;
  if (const std::string* name = fact(error, "registry"); of_registry && name != nullptr) {
    Session& session = Session::current();
    if (const schema::Registry* registry = session.database()->catalog().find(*name)) {
      const char* attribute =
          error.code() == ErrorCode::no_match ? "DoesNotExist" : "MultipleObjectsReturned";
      return session.class_of(*registry).attr(attribute);
    }
  }
  if (const std::string* state = fact(error, "sqlstate"); state != nullptr)
    return nb::module_::import_(errors).attr(name_of_sqlstate(*state));
  // A SystemExit of a class of its own.
  if (error.code() == ErrorCode::exit_requested && fact(error, "blob") != nullptr)
    return nb::module_::import_(errors).attr("BlobHashNotFound");
  return nb::module_::import_(entry.module).attr(entry.name);
}

/// The records that an error about protected ones names: facts are registries and keys.
nb::set protecting_records(const Error& error) {
  nb::set records;
  const DatabasePtr& database = Session::current().database();
  for (const auto& [name, keys] : error.facts()) {
    const schema::Registry* registry = database->catalog().find(name);
    if (registry == nullptr) continue;
    std::vector<Value> wanted;
    for (const std::string_view key : split(keys, " ")) wanted.emplace_back(std::string(key));
    query::Query rows(*registry);
    rows.where(registry->key().name + "__in", query::Operand(std::move(wanted)));
    for (records::Record& record : unlocked([&] { return database->store().all(rows); }))
      records.add(wrap(std::move(record), database));
  }
  return records;
}

nb::object protected_error(const nb::object& type, const nb::object& sentence, const Error& error) {
  nb::set records = protecting_records(error);
  nb::object exception = type(sentence, records);
  exception.attr("protected_objects") = records;
  return exception;
}

/// Names of files may be no UTF-8.
nb::object shown(const std::string& text) {
  return nb::steal(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "backslashreplace"));
}

std::vector<std::string> notes_of(const Error& error) {
  std::vector<std::string> notes;
  for (const auto& [name, value] : error.facts()) notes.push_back(name + ": " + value);
  if (!error.hint_text().empty()) notes.push_back(error.hint_text());
  return notes;
}

/// The sentence; of an error of the system with the file that it speaks of, as Python's own have it.
std::string sentence_of(const Error& error, bool with_notes) {
  std::string text = error.sentence();
  const std::string* path = fact(error, "path");
  const bool is_of_system = error.code() == ErrorCode::permission_denied ||
                            error.code() == ErrorCode::io_failed || error.code() == ErrorCode::storage_full;
  if (is_of_system && path != nullptr && text.find(*path) == std::string::npos) text += ": '" + *path + "'";
  if (with_notes && !text.empty())
    for (const std::string& note : notes_of(error)) text += "\n" + note;
  return text;
}

/// Python 3.10 shows no notes; there they stand in the text.
bool shows_notes() {
  return nb::hasattr(nb::handle(PyExc_BaseException), "add_note");
}

void add_notes(nb::object& exception, const Error& error) {
  for (const std::string& note : notes_of(error)) exception.attr("add_note")(shown(note));
}

}  // namespace

void set_python_error(const Error& error) noexcept {
  try {
    nb::object type = class_of(error);
    nb::object sentence = shown(sentence_of(error, !shows_notes()));
    const bool names_records =
        error.code() == ErrorCode::record_protected && Session::current().is_connected();
    nb::object exception = error.code() == ErrorCode::storage_full ? type(ENOSPC, sentence)
                           : names_records                         ? protected_error(type, sentence, error)
                           : error.sentence().empty()              ? type()
                                                                   : type(sentence);
    if (!names_records && shows_notes()) add_notes(exception, error);
    PyErr_SetObject(type.ptr(), exception.ptr());
  } catch (nb::python_error& failure) {
    failure.restore();
  } catch (const std::exception& failure) {
    PyErr_SetString(PyExc_RuntimeError, failure.what());
  }
}

void register_errors() {
  nb::register_exception_translator(
      [](const std::exception_ptr& pointer, void*) {
        try {
          std::rethrow_exception(pointer);
        } catch (const Error& error) {
          set_python_error(error);
        }
      },
      nullptr);
}

}  // namespace lamin::python
