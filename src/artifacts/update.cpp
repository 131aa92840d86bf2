#include "artifacts/update.hpp"

#include "artifacts/suffix.hpp"
#include "base/error.hpp"

namespace lamin::artifacts {
namespace {

std::string changed_from_to(const records::Record& artifact, std::string_view field) {
  return " You tried to change it from " + python_repr(artifact.loaded(field)) + " to " +
         python_repr(artifact.get(field)) + ".";
}

void require_suffix(const records::Record& artifact, const KnownSuffixes& known) {
  const Value& key = artifact.get("key");
  if (key.is_null() || artifact.loaded("key").is_null()) return;
  const std::string given = suffix_of(key.text(), known);
  const std::string_view wanted = artifact.get("suffix").text();
  if (given == wanted) return;
  throw Error(ErrorCode::invalid_argument, "The suffix '" + given +
                                               "' of the provided key is incorrect, it should be '" +
                                               std::string(wanted) + "'.");
}

}  // namespace

void require_allowed_changes(const records::Record& artifact, const KnownSuffixes& known) {
  if (!artifact.is_saved()) return;
  if (artifact.is_changed("suffix")) {
    throw Error(ErrorCode::invalid_argument, "Changing the `.suffix` of an artifact is not allowed!" +
                                                 changed_from_to(artifact, "suffix"));
  }
  if (!artifact.is_changed("key")) return;
  if (!artifact.get("_key_is_virtual").truth()) {
    throw Error(ErrorCode::invalid_argument, "Changing a non-virtual key of an artifact is not allowed!" +
                                                 changed_from_to(artifact, "key"));
  }
  require_suffix(artifact, known);
}

}  // namespace lamin::artifacts
