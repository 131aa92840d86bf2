#include "base/sha2.hpp"

#include <doctest/doctest.h>

#include <span>

#include "base/hash.hpp"

namespace lamin {
namespace {

std::string shown(const std::string& digest) {
  return hex(std::span(reinterpret_cast<const unsigned char*>(digest.data()), digest.size()));
}

TEST_SUITE_BEGIN("sha2");

TEST_CASE("the examples of FIPS 180-4") {
  CHECK(shown(sha224("abc")) == "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
  CHECK(shown(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(shown(sha384("abc")) ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  CHECK(shown(sha512("abc")) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d"
        "4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("texts of all lengths around a block: the digest of their digests is that of Python's hashlib") {
  std::string small;
  std::string large;
  for (std::size_t length = 0; length < 300; ++length) {
    small += sha256(std::string(length, 'x'));
    large += sha512(std::string(length, 'x'));
  }
  CHECK(shown(sha224(small)) == "ed4e2fa3022adf9648b7a57a22b7c3285552230c8afd33e54c7d16d1");
  CHECK(shown(sha384(large)) ==
        "c98fbdd4ef12527338871858a6f593247935dcf07b34e92103894a4c3b56edbb669855520e2a17985a0c306dd792f14c");
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin
