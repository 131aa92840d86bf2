// SHA-1 of a message as it arrives.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/hash.hpp"

namespace lamin {

inline constexpr std::size_t sha1_block = 64;

using Sha1Words = std::array<std::uint32_t, 5>;

/// A way to feed `blocks` blocks at `data` into `words`.
struct Sha1Way {
  using Feed = void (*)(Sha1Words& words, const unsigned char* data, std::size_t blocks);
  /// Two messages step by step beside each other: each waits for itself only, so both take little longer than
  /// one.
  using FeedTwo = void (*)(Sha1Words& words, const unsigned char* data, Sha1Words& other_words,
                           const unsigned char* other_data, std::size_t blocks);

  std::string_view name;  // "sha-ni", "plain"
  Feed feed;
  FeedTwo feed_two;
};

/// The ways that this CPU knows, fastest first; the last is "plain".
std::span<const Sha1Way> sha1_ways();

class Sha1 {
 public:
  Sha1() : Sha1(sha1_ways().front()) {}
  explicit Sha1(const Sha1Way& way) : way_(&way) {}

  void update(std::string_view bytes);
  /// Updates this one with `bytes` and `other` with `others`.
  void update_with(std::string_view bytes, Sha1& other, std::string_view others);
  /// The digest of all bytes so far.
  Sha1Digest finish() const;

 private:
  const Sha1Way* way_;
  Sha1Words words_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::array<unsigned char, sha1_block> rest_;
  std::uint64_t length_ = 0;
};

// The feeds, one a file; call those of this CPU only.
void feed_sha1_plain(Sha1Words& words, const unsigned char* data, std::size_t blocks);
void feed_sha1_ni(Sha1Words& words, const unsigned char* data, std::size_t blocks);
void feed_two_sha1_ni(Sha1Words& words, const unsigned char* data, Sha1Words& other_words,
                      const unsigned char* other_data, std::size_t blocks);

}  // namespace lamin
