#include "base/log.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.hpp"

using namespace lamin;

TEST_CASE("a log shows errors, warnings and important notices unless told otherwise") {
  std::vector<std::string> lines;
  Log log([&](Level level, std::string_view text) {
    lines.push_back(std::string(icon_of(level)) + std::string(text));
  });
  const auto write_all = [&] {
    lines.clear();
    log.error("e"), log.warning("w"), log.important("i"), log.success("s"), log.save("v"), log.info("n"),
        log.hint("h"), log.print("p");
    log.write(Level::debug, "d");
  };
  write_all();
  CHECK(lines == std::vector<std::string>{"✗e", "!w", "→i", "p"});
  log.set_verbosity(Verbosity::error);
  write_all();
  CHECK(lines == std::vector<std::string>{"✗e", "p"});
  log.set_verbosity(Verbosity::debug);
  write_all();
  CHECK(lines.size() == 9);
}

TEST_CASE("verbosity has names and numbers") {
  CHECK(verbosity_of("error") == Verbosity::error);
  CHECK(verbosity_of("0") == Verbosity::error);
  CHECK(verbosity_of("1") == Verbosity::warning);
  CHECK(verbosity_of("5") == Verbosity::debug);
  CHECK(name_of(Verbosity::hint) == "hint");
  CHECK_THROWS_AS(verbosity_of("6"), Error);
  CHECK_THROWS_AS(verbosity_of("loud"), Error);
}
