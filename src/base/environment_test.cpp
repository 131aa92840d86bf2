#include "base/environment.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

namespace lamin {

TEST_CASE("a variable that is empty counts as not set") {
  ::setenv("LAMIN_TEST_VARIABLE", "", 1);
  CHECK_FALSE(environment("LAMIN_TEST_VARIABLE"));
  ::setenv("LAMIN_TEST_VARIABLE", "word", 1);
  CHECK(environment("LAMIN_TEST_VARIABLE") == "word");
  ::unsetenv("LAMIN_TEST_VARIABLE");
  CHECK_FALSE(environment("LAMIN_TEST_VARIABLE"));
}

TEST_CASE("folders are joined with colons; empty ones are left out") {
  ::setenv("LAMIN_TEST_VARIABLE", "/one::/two three:", 1);
  CHECK(environment_folders("LAMIN_TEST_VARIABLE") ==
        std::vector<std::filesystem::path>{"/one", "/two three"});
  ::unsetenv("LAMIN_TEST_VARIABLE");
  CHECK(environment_folders("LAMIN_TEST_VARIABLE").empty());
}

}  // namespace lamin
