#include "formats/h5ad/lzf.hpp"

#include <doctest/doctest.h>

using namespace lamin::formats::hdf5;

TEST_CASE("literal bytes and repetitions are unpacked") {
  const std::string packed = std::string("\x02") + "abc" + std::string("\x20\x02", 2);
  CHECK(unpack_lzf(packed, 100) == "abcabc");
  CHECK(unpack_lzf(std::string("\x00", 1) + "x" + std::string("\xe0\x0a\x00", 3), 100) ==
        std::string(20, 'x'));
}

TEST_CASE("what is cut off, points before the start or is too long is refused") {
  CHECK_FALSE(
      unpack_lzf("\x05"
                 "ab",
                 100));
  CHECK_FALSE(unpack_lzf(std::string("\x20\x05", 2), 100));
  CHECK_FALSE(unpack_lzf(std::string("\x02") + "abc", 2));
}
