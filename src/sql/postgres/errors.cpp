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
    Meaning{"25P02", ErrorCode::runtime_failed, ""},
    Meaning{"40", ErrorCode::database_locked, try_again},
    Meaning{"55P03", ErrorCode::database_locked, try_again},
    Meaning{"53100", ErrorCode::storage_full,
            "Nothing of this change was saved. Free some space on the server."},
    Meaning{"42501", ErrorCode::permission_denied, "Ask the owner of the database for the right to do this."},
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
  const std::string sentence = plain_sentence(message);
  const auto found = std::ranges::find_if(
      meanings, [&](const Meaning& meaning) { return sqlstate.starts_with(meaning.state); });
  if (found == meanings.end()) return Error{ErrorCode::database_failed, sentence};
  if (found->hint.empty()) return Error{found->code, sentence};
  return Error{found->code, sentence}.hint(found->hint);
}

}  // namespace lamin::sql
