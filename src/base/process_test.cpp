#include "base/process.hpp"

#include <doctest/doctest.h>

namespace lamin {

TEST_CASE("a program gets its words and its input; what it says comes back") {
  const auto result = run_process({"sh", "-c", "echo \"$0\"; cat; echo unseen >&2", "a word"}, "from us\n");
  REQUIRE(result);
  CHECK(result->status == 0);
  CHECK(result->output == "a word\nfrom us\n");
}

TEST_CASE("input and output may be larger than a pipe holds") {
  const std::string large(1 << 20, 'x');
  const auto result = run_process({"cat"}, large);
  REQUIRE(result);
  CHECK(result->output == large);
}

TEST_CASE("a program that fails says so by its status, one that is not there by nothing") {
  CHECK(run_process({"false"}).value().status != 0);
  CHECK_FALSE(run_process({"no-such-program-of-lamin"}));
}

}  // namespace lamin
