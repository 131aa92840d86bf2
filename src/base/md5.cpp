#include "base/md5.hpp"

#include <bit>
#include <cstring>

#include "base/md5_rounds.hpp"

namespace lamin {
namespace {

static_assert(std::endian::native == std::endian::little, "words are read as they lie in memory");

// One of the 64 steps; a, b, c, d change places from step to step, which costs nothing once unrolled.
template <int I>
[[gnu::always_inline]] inline void step(std::uint32_t& a, std::uint32_t b, std::uint32_t c, std::uint32_t d,
                                        const unsigned char* data) {
  std::uint32_t word;
  std::memcpy(&word, data + 4 * md5_rounds::word(I), 4);
  a += word + md5_rounds::constants[I];
  if constexpr (I < 16) a += d ^ (b & (c ^ d));
  // As a sum, because its halves have no bit in common and `b` comes last.
  else if constexpr (I < 32)
    a += (c & ~d), a += (b & d);
  else if constexpr (I < 48)
    a += b ^ (c ^ d);
  else
    a += c ^ (b | ~d);
  a = std::rotl(a, md5_rounds::rotation(I)) + b;
}

template <int I>
[[gnu::always_inline]] inline void four_steps(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c,
                                              std::uint32_t& d, const unsigned char* data) {
  step<I>(a, b, c, d, data);
  step<I + 1>(d, a, b, c, data);
  step<I + 2>(c, d, a, b, data);
  step<I + 3>(b, c, d, a, data);
  if constexpr (I + 4 < 64) four_steps<I + 4>(a, b, c, d, data);
}

}  // namespace

Md5Digest Md5State::digest() const {
  Md5Digest digest;
  std::memcpy(digest.data(), words.data(), digest.size());
  return digest;
}

Md5Tail::Md5Tail(std::string_view rest, std::uint64_t length)
    : blocks_(rest.size() + 9 <= md5_block ? 1 : 2) {
  if (!rest.empty()) std::memcpy(bytes_.data(), rest.data(), rest.size());
  bytes_[rest.size()] = 0x80;
  const std::uint64_t bits = length * 8;
  std::memcpy(bytes_.data() + blocks_ * md5_block - 8, &bits, 8);
}

void Md5::update(std::string_view bytes) {
  const std::size_t held = length_ % md5_block;
  length_ += bytes.size();
  if (held > 0) {
    const auto taken = bytes.substr(0, md5_block - held);
    if (!taken.empty()) std::memcpy(rest_.data() + held, taken.data(), taken.size());
    if (held + taken.size() < md5_block) return;
    feed_md5_plain(state_, rest_.data(), 1);
    bytes.remove_prefix(taken.size());
  }
  const std::size_t blocks = bytes.size() / md5_block;
  feed_md5_plain(state_, reinterpret_cast<const unsigned char*>(bytes.data()), blocks);
  bytes.remove_prefix(blocks * md5_block);
  if (!bytes.empty()) std::memcpy(rest_.data(), bytes.data(), bytes.size());
}

Md5Digest Md5::finish() const {
  const Md5Tail tail({reinterpret_cast<const char*>(rest_.data()), length_ % md5_block}, length_);
  Md5State state = state_;
  feed_md5_plain(state, tail.data(), tail.blocks());
  return state.digest();
}

void feed_md5_plain(Md5State& state, const unsigned char* data, std::size_t blocks) {
  auto [a, b, c, d] = state.words;
  for (; blocks > 0; --blocks, data += md5_block) {
    const auto before = std::array{a, b, c, d};
    four_steps<0>(a, b, c, d, data);
    a += before[0];
    b += before[1];
    c += before[2];
    d += before[3];
  }
  state.words = {a, b, c, d};
}

Md5Digest md5(std::string_view bytes) {
  Md5 hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace lamin
