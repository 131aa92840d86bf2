// MD5 in eight lanes of 32 bits.
#include "base/md5.hpp"
#include "base/md5_rounds.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

#define LAMIN_AVX2 [[gnu::target("avx2"), gnu::always_inline]] inline

namespace lamin {
namespace {

// Reads half a block (eight words) of each lane and turns it: word w of all lanes ends in rows[w].
LAMIN_AVX2 void load_half_blocks(__m256i* rows, const unsigned char* const* data, std::size_t offset) {
  __m256i pairs[8], quads[8];
  for (int i = 0; i < 8; ++i)
    rows[i] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data[i] + offset));
  for (int i = 0; i < 4; ++i) {
    pairs[2 * i] = _mm256_unpacklo_epi32(rows[2 * i], rows[2 * i + 1]);
    pairs[2 * i + 1] = _mm256_unpackhi_epi32(rows[2 * i], rows[2 * i + 1]);
  }
  for (int i = 0; i < 2; ++i) {
    quads[4 * i] = _mm256_unpacklo_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 1] = _mm256_unpackhi_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 2] = _mm256_unpacklo_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
    quads[4 * i + 3] = _mm256_unpackhi_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    rows[i] = _mm256_permute2x128_si256(quads[i], quads[i + 4], 0x20);
    rows[i + 4] = _mm256_permute2x128_si256(quads[i], quads[i + 4], 0x31);
  }
}

template <int I>
LAMIN_AVX2 __m256i mix(__m256i b, __m256i c, __m256i d) {
  if constexpr (I < 16)
    return _mm256_xor_si256(d, _mm256_and_si256(b, _mm256_xor_si256(c, d)));
  else if constexpr (I < 32)
    return _mm256_xor_si256(c, _mm256_and_si256(d, _mm256_xor_si256(b, c)));
  else if constexpr (I < 48)
    return _mm256_xor_si256(b, _mm256_xor_si256(c, d));
  else
    return _mm256_xor_si256(c, _mm256_or_si256(b, _mm256_xor_si256(d, _mm256_set1_epi32(-1))));
}

template <int I>
LAMIN_AVX2 void step(__m256i& a, __m256i b, __m256i c, __m256i d, const __m256i* rows) {
  constexpr int left = md5_rounds::rotation(I);
  const __m256i constant = _mm256_set1_epi32(static_cast<int>(md5_rounds::constants[I]));
  a = _mm256_add_epi32(a, _mm256_add_epi32(constant, rows[md5_rounds::word(I)]));
  a = _mm256_add_epi32(a, mix<I>(b, c, d));
  a = _mm256_or_si256(_mm256_slli_epi32(a, left), _mm256_srli_epi32(a, 32 - left));
  a = _mm256_add_epi32(a, b);
}

template <int I>
LAMIN_AVX2 void steps_from(__m256i& a, __m256i& b, __m256i& c, __m256i& d, const __m256i* rows) {
  step<I>(a, b, c, d, rows);
  step<I + 1>(d, a, b, c, rows);
  step<I + 2>(c, d, a, b, rows);
  step<I + 3>(b, c, d, a, rows);
  if constexpr (I + 4 < 64) steps_from<I + 4>(a, b, c, d, rows);
}

LAMIN_AVX2 __m256i load(const std::uint32_t* words) {
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(words));
}

LAMIN_AVX2 void store(std::uint32_t* words, __m256i value) {
  _mm256_store_si256(reinterpret_cast<__m256i*>(words), value);
}

}  // namespace

[[gnu::target("avx2")]] void feed_md5_avx2(Md5Lanes::Words& words, const unsigned char* const* data,
                                           std::size_t blocks) {
  __m256i a = load(words.words[0]), b = load(words.words[1]);
  __m256i c = load(words.words[2]), d = load(words.words[3]);
  for (std::size_t block = 0; block < blocks; ++block) {
    __m256i rows[16];
    load_half_blocks(rows, data, block * md5_block);
    load_half_blocks(rows + 8, data, block * md5_block + md5_block / 2);
    const __m256i a0 = a, b0 = b, c0 = c, d0 = d;
    steps_from<0>(a, b, c, d, rows);
    a = _mm256_add_epi32(a, a0);
    b = _mm256_add_epi32(b, b0);
    c = _mm256_add_epi32(c, c0);
    d = _mm256_add_epi32(d, d0);
  }
  store(words.words[0], a);
  store(words.words[1], b);
  store(words.words[2], c);
  store(words.words[3], d);
}

}  // namespace lamin

#endif
