// MD5 in pieces: one message as it arrives (Md5), or many messages at once, one in each vector lane of the
// CPU (run_md5_jobs).  Callers outside of base and storage want `md5`, `md5_many` and `hash_file` of
// base/hash.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/hash.hpp"

namespace lamin {

inline constexpr std::size_t md5_block = 64;

/// The four words that MD5 carries from block to block.
struct Md5State {
  std::array<std::uint32_t, 4> words{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

  Md5Digest digest() const;
};

/// The end of a message: what was left of it after the last full block, padded to one or two blocks.
class Md5Tail {
 public:
  Md5Tail() = default;
  /// `rest` is shorter than a block and the end of a message of `length` bytes.
  Md5Tail(std::string_view rest, std::uint64_t length);

  const unsigned char* data() const { return bytes_.data(); }
  std::size_t blocks() const { return blocks_; }

 private:
  std::array<unsigned char, 2 * md5_block> bytes_{};
  std::size_t blocks_ = 0;
};

class Md5 {
 public:
  void update(std::string_view bytes);
  /// The digest of all bytes so far.
  Md5Digest finish() const;

 private:
  Md5State state_;
  std::array<unsigned char, md5_block> rest_;
  std::uint64_t length_ = 0;
};

/// Blocks to feed into `state`: first `blocks` at `data`, then `tail_blocks` at `tail`.  Either may be none.
struct Md5Job {
  Md5State* state;
  const unsigned char* data;
  std::size_t blocks;
  const unsigned char* tail = nullptr;
  std::size_t tail_blocks = 0;
};

/// A way to run several MD5s in lock step.
struct Md5Lanes {
  static constexpr std::size_t most = 16;
  /// Word w of lane l is `words[w][l]`.
  struct alignas(64) Words {
    std::uint32_t words[4][most];
  };
  /// Feeds `blocks` blocks at data[l] into lane l, for each lane.
  using Feed = void (*)(Words& words, const unsigned char* const* data, std::size_t blocks);

  std::string_view name;  // "avx512", "avx2", "plain"
  std::size_t count;
  Feed feed;
};

/// The ways that this CPU knows, fastest first; the last is "plain".
std::span<const Md5Lanes> md5_lanes();

/// Does all jobs.  Each state may be in one job only.
void run_md5_jobs(std::span<const Md5Job> jobs);
void run_md5_jobs(std::span<const Md5Job> jobs, const Md5Lanes& lanes);

/// `md5_many` by a given way.
void md5_many(std::span<const std::string_view> inputs, std::span<Md5Digest> digests, const Md5Lanes& lanes);

// The feeds, one a file; call those of this CPU only.
void feed_md5_plain(Md5State& state, const unsigned char* data, std::size_t blocks);
void feed_md5_avx2(Md5Lanes::Words& words, const unsigned char* const* data, std::size_t blocks);
void feed_md5_avx512(Md5Lanes::Words& words, const unsigned char* const* data, std::size_t blocks);

}  // namespace lamin
