#include "base/error.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace lamin;

TEST_CASE("an error shows sentence, facts and hint, and keeps the sentence apart") {
  const Error error =
      Error{ErrorCode::not_found, "No such artifact"}.with("uid", "abc").with("key", "x").hint("Look again.");
  CHECK(std::string(error.what()) == "No such artifact (uid: abc, key: x)\n\nLook again.");
  CHECK(error.sentence() == "No such artifact");
  CHECK(error.hint_text() == "Look again.");
  CHECK(name_of(error.code()) == "not_found");
  CHECK(std::string(Error{ErrorCode::io_failed, "No"}.what()) == "No");
}
