#include "base/shared_library.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.hpp"

namespace lamin {
namespace {

LibraryNeed mathematics(std::vector<std::string> files) {
  return {.message = "Roots need the mathematics library, which could not be loaded",
          .hint = "Install it",
          .variable = "LAMIN_TEST_LIBRARY",
          .files = std::move(files)};
}

}  // namespace

TEST_CASE("the first library that is there is taken, and its functions can be called") {
  const SharedLibrary library(mathematics({"libnowhere.so.1", "libm.so.6"}));
  double (*root)(double) = nullptr;
  library.find("sqrt", root);
  CHECK(root(9.0) == 3.0);
}

TEST_CASE("a library that is not there, or lacks a function, is told with what to install") {
  CHECK_THROWS_WITH_AS(SharedLibrary(mathematics({"libnowhere.so.1"})),
                       doctest::Contains("Roots need the mathematics library"), Error);
  const SharedLibrary library(mathematics({"libm.so.6"}));
  CHECK(library.has("sqrt"));
  CHECK_FALSE(library.has("no_such_root"));
  double (*missing)(double) = nullptr;
  CHECK_THROWS_WITH_AS(library.find("no_such_root", missing), doctest::Contains("it has no no_such_root"),
                       Error);
}

TEST_CASE("a variable names another file, and no other is tried") {
  ::setenv("LAMIN_TEST_LIBRARY", "/nowhere/libm.so", 1);
  CHECK_THROWS_WITH_AS(SharedLibrary(mathematics({"libm.so.6"})), doctest::Contains("/nowhere/libm.so"),
                       Error);
  ::unsetenv("LAMIN_TEST_LIBRARY");
}

}  // namespace lamin
