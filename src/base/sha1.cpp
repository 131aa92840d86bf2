#include "base/sha1.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

namespace lamin {
namespace {

std::uint32_t read_word(const unsigned char* data) {
  std::uint32_t word;
  std::memcpy(&word, data, 4);
  return __builtin_bswap32(word);
}

std::array<std::uint32_t, 80> schedule_of(const unsigned char* block) {
  std::array<std::uint32_t, 80> schedule;
  for (int i = 0; i < 16; ++i) schedule[i] = read_word(block + 4 * i);
  for (int i = 16; i < 80; ++i)
    schedule[i] = std::rotl(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
  return schedule;
}

std::uint32_t mixed(int i, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (i < 20) return (d ^ (b & (c ^ d))) + 0x5a827999;
  if (i < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (i < 60) return ((b & c) | (d & (b | c))) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

void feed_two_plain(Sha1Words& words, const unsigned char* data, Sha1Words& other_words,
                    const unsigned char* other_data, std::size_t blocks) {
  feed_sha1_plain(words, data, blocks);
  feed_sha1_plain(other_words, other_data, blocks);
}

}  // namespace

std::span<const Sha1Way> sha1_ways() {
  static const std::vector<Sha1Way> known = [] {
    std::vector<Sha1Way> ways;
#if defined(__x86_64__)
    unsigned leaf[4] = {};
    __asm__("cpuid" : "=a"(leaf[0]), "=b"(leaf[1]), "=c"(leaf[2]), "=d"(leaf[3]) : "a"(7), "c"(0));
    // g++ 12 has no name for SHA in __builtin_cpu_supports.
    const bool has_sha = (leaf[1] >> 29 & 1) != 0;
    if (has_sha && __builtin_cpu_supports("sse4.1"))
      ways.push_back({"sha-ni", feed_sha1_ni, feed_two_sha1_ni});
#endif
    ways.push_back({"plain", feed_sha1_plain, feed_two_plain});
    return ways;
  }();
  return known;
}

void feed_sha1_plain(Sha1Words& words, const unsigned char* data, std::size_t blocks) {
  for (; blocks > 0; --blocks, data += sha1_block) {
    const auto schedule = schedule_of(data);
    auto [a, b, c, d, e] = words;
    for (int i = 0; i < 80; ++i) {
      const std::uint32_t next = std::rotl(a, 5) + mixed(i, b, c, d) + e + schedule[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    words[0] += a;
    words[1] += b;
    words[2] += c;
    words[3] += d;
    words[4] += e;
  }
}

void Sha1::update(std::string_view bytes) {
  const std::size_t held = length_ % sha1_block;
  length_ += bytes.size();
  if (held > 0) {
    const auto taken = bytes.substr(0, sha1_block - held);
    if (!taken.empty()) std::memcpy(rest_.data() + held, taken.data(), taken.size());
    if (held + taken.size() < sha1_block) return;
    way_->feed(words_, rest_.data(), 1);
    bytes.remove_prefix(taken.size());
  }
  const std::size_t blocks = bytes.size() / sha1_block;
  way_->feed(words_, reinterpret_cast<const unsigned char*>(bytes.data()), blocks);
  bytes.remove_prefix(blocks * sha1_block);
  if (!bytes.empty()) std::memcpy(rest_.data(), bytes.data(), bytes.size());
}

void Sha1::update_with(std::string_view bytes, Sha1& other, std::string_view others) {
  std::size_t together = 0;
  if (length_ % sha1_block == 0 && other.length_ % sha1_block == 0 && way_ == other.way_) {
    together = std::min(bytes.size(), others.size()) / sha1_block * sha1_block;
    way_->feed_two(words_, reinterpret_cast<const unsigned char*>(bytes.data()), other.words_,
                   reinterpret_cast<const unsigned char*>(others.data()), together / sha1_block);
    length_ += together;
    other.length_ += together;
  }
  update(bytes.substr(together));
  other.update(others.substr(together));
}

Sha1Digest Sha1::finish() const {
  std::array<unsigned char, 2 * sha1_block> tail{};
  const std::size_t held = length_ % sha1_block;
  if (held > 0) std::memcpy(tail.data(), rest_.data(), held);
  tail[held] = 0x80;
  const std::size_t blocks = held + 9 <= sha1_block ? 1 : 2;
  const std::uint64_t bits = __builtin_bswap64(length_ * 8);
  std::memcpy(tail.data() + blocks * sha1_block - 8, &bits, 8);

  Sha1Words words = words_;
  way_->feed(words, tail.data(), blocks);
  for (std::uint32_t& word : words) word = __builtin_bswap32(word);
  Sha1Digest digest;
  std::memcpy(digest.data(), words.data(), digest.size());
  return digest;
}

Sha1Digest sha1(std::string_view bytes) {
  Sha1 hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace lamin
