#include "sql/postgres/errors.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace lamin::sql {
namespace {

struct Meaning {
  std::string_view state;  // or its beginning
  ErrorCode code;
  std::string_view hint;
};

constexpr std::string_view try_again = "Another program holds what this change needs. Try again.";

// The first that fits counts.
constexpr std::array meanings = {
    Meaning{"23", ErrorCode::integrity_violated, ""},
    Meaning{"22", ErrorCode::database_failed, "Nothing of this change was saved."},
    Meaning{"25006", ErrorCode::permission_denied, "The database was opened for reading only."},
    Meaning{"40", ErrorCode::database_locked, try_again},
    Meaning{"55P03", ErrorCode::database_locked, try_again},
    Meaning{"53100", ErrorCode::storage_full,
            "Nothing of this change was saved. Free some space on the server."},
    Meaning{"42501", ErrorCode::permission_denied, "Ask the owner of the database for the right to do this."},
    Meaning{"53", ErrorCode::database_failed, "The server is at its limits. Try again."},
    Meaning{"57014", ErrorCode::database_failed,
            "The statement took longer than the server or the connection string allows (statement_timeout)."},
};

}  // namespace

std::string plain_sentence(std::string_view message) {
  for (const std::string_view severity : {"ERROR:", "FATAL:", "PANIC:"}) {
    if (!message.starts_with(severity)) continue;
    message.remove_prefix(severity.size());
    break;
  }
  return std::string(trim(message));
}

Error postgres_error(std::string_view sqlstate, std::string_view message) {
  std::string sentence = plain_sentence(message);
  // "COPY lamindb_ulabel, line 3, column name: ...": where among many the wrong one is.
  std::string place;
  if (const std::size_t context = sentence.find("\nCONTEXT:  COPY "); context != std::string::npos) {
    place = sentence.substr(context + 16, 200);
    place = place.substr(0, place.find('\n'));
    sentence.resize(context);
  }
  // A file at the limit of its system or of the server's user has no state of its own.
  if (sentence.starts_with("could not extend file")) sqlstate = "53100";
  const auto found = std::ranges::find_if(
      meanings, [&](const Meaning& meaning) { return sqlstate.starts_with(meaning.state); });
  Error error(found != meanings.end() ? found->code : ErrorCode::database_failed, sentence);
  if (!place.empty()) error.with("place", place);
  // Front ends choose the class of these by it.
  const bool is_told_by_state =
      error.code() == ErrorCode::database_failed || error.code() == ErrorCode::permission_denied;
  if (is_told_by_state && !sqlstate.empty()) error.with("sqlstate", sqlstate);
  if (found != meanings.end() && !found->hint.empty()) return std::move(error).hint(found->hint);
  return error;
}

}  // namespace lamin::sql
