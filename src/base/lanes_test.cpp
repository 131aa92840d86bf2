// Every way to compute a digest, against the plain one and against OpenSSL.
#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <random>
#include <string>
#include <vector>

#include "base/md5.hpp"
#include "base/sha1.hpp"

using namespace lamin;

namespace {

std::string random_bytes(std::mt19937_64& generator, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(generator());
  return bytes;
}

template <class Digest>
Digest by_openssl(std::string_view bytes, const EVP_MD* algorithm) {
  Digest digest;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm, nullptr);
  return digest;
}

// Lengths around the ends of blocks, and a few of any size.
std::vector<std::string> messages(std::size_t count) {
  std::mt19937_64 generator(7);
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(random_bytes(generator, i < 200 ? i : generator() % (i % 10 == 0 ? 100'000 : 300)));
  return result;
}

}  // namespace

TEST_CASE("all ways to compute md5 of many agree with OpenSSL, for any number of messages") {
  const auto texts = messages(700);
  for (const Md5Lanes& lanes : md5_lanes())
    for (const std::size_t count : {0, 1, 2, 3, 8, 15, 16, 17, 127, 128, 129, 700}) {
      const std::vector<std::string_view> inputs(texts.end() - count, texts.end());
      std::vector<Md5Digest> digests(count);
      md5_many(inputs, digests, lanes);
      for (std::size_t i = 0; i < count; ++i) {
        CAPTURE(lanes.name);
        CAPTURE(inputs[i].size());
        REQUIRE(digests[i] == by_openssl<Md5Digest>(inputs[i], EVP_md5()));
      }
    }
}

TEST_CASE("all ways to compute md5 agree for every length around a block") {
  const auto texts = messages(200);
  const std::vector<std::string_view> inputs(texts.begin(), texts.end());
  for (const Md5Lanes& lanes : md5_lanes()) {
    std::vector<Md5Digest> digests(inputs.size());
    md5_many(inputs, digests, lanes);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      REQUIRE(digests[i] == md5(inputs[i]));
      REQUIRE(digests[i] == by_openssl<Md5Digest>(inputs[i], EVP_md5()));
    }
  }
}

TEST_CASE("a message in pieces has the digest of the whole") {
  std::mt19937_64 generator(11);
  for (int round = 0; round < 50; ++round) {
    const std::string text = random_bytes(generator, generator() % 2000);
    for (const Sha1Way& way : sha1_ways()) {
      Md5 first;
      Sha1 second(way);
      for (std::string_view rest = text; !rest.empty();) {
        const auto piece = rest.substr(0, generator() % 150);
        first.update(piece);
        second.update(piece);
        rest.remove_prefix(piece.size());
      }
      CAPTURE(way.name);
      REQUIRE(first.finish() == by_openssl<Md5Digest>(text, EVP_md5()));
      REQUIRE(second.finish() == by_openssl<Sha1Digest>(text, EVP_sha1()));
    }
  }
}

TEST_CASE("all ways to compute sha1 agree with OpenSSL") {
  const auto texts = messages(400);
  for (const Sha1Way& way : sha1_ways())
    for (const std::string& text : texts) {
      Sha1 hash(way);
      hash.update(text);
      REQUIRE(hash.finish() == by_openssl<Sha1Digest>(text, EVP_sha1()));
    }
}

TEST_CASE("two messages hashed side by side have the digests of each alone") {
  std::mt19937_64 generator(13);
  const std::string text = random_bytes(generator, 5000), other_text = random_bytes(generator, 7000);
  for (const Sha1Way& way : sha1_ways()) {
    CAPTURE(way.name);
    for (const std::size_t start : {0, 1, 64, 100}) {
      Sha1 one(way), other(way);
      one.update(text.substr(0, start));
      one.update_with(text.substr(start), other, other_text);
      REQUIRE(one.finish() == by_openssl<Sha1Digest>(text, EVP_sha1()));
      REQUIRE(other.finish() == by_openssl<Sha1Digest>(other_text, EVP_sha1()));
    }
  }
}
