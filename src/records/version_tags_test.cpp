#include "records/version_tags.hpp"

#include <doctest/doctest.h>

using namespace lamin::records;

TEST_CASE("the next version counts its major or minor part up") {
  CHECK(bumped_version("2", VersionPart::minor) == "2.1");
  CHECK(bumped_version("2.9", VersionPart::minor) == "2.10");
  CHECK(bumped_version("2", VersionPart::major) == "3");
  CHECK(bumped_version("1.2", VersionPart::major) == "2");
}

TEST_CASE("a version that is no number has no next one") {
  CHECK_FALSE(bumped_version("x", VersionPart::minor));
  CHECK_FALSE(bumped_version("", VersionPart::major));
  CHECK_FALSE(bumped_version("2.x", VersionPart::minor));
}
