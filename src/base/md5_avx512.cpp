// MD5 in sixteen lanes of 32 bits.
#include "base/md5.hpp"
#include "base/md5_rounds.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

// g++ 12 takes the "undefined" operands of its own header for a mistake.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#define LAMIN_AVX512 [[gnu::target("avx512f"), gnu::always_inline]] inline

namespace lamin {
namespace {

// Reads a block of each lane and turns it: word w of all lanes ends in rows[w].
LAMIN_AVX512 void load_blocks(__m512i* rows, const unsigned char* const* data, std::size_t offset) {
  __m512i pairs[16], quads[16], halves[16];
  for (int i = 0; i < 16; ++i) rows[i] = _mm512_loadu_si512(data[i] + offset);
  for (int i = 0; i < 8; ++i) {
    pairs[2 * i] = _mm512_unpacklo_epi32(rows[2 * i], rows[2 * i + 1]);
    pairs[2 * i + 1] = _mm512_unpackhi_epi32(rows[2 * i], rows[2 * i + 1]);
  }
  for (int i = 0; i < 4; ++i) {
    quads[4 * i] = _mm512_unpacklo_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 1] = _mm512_unpackhi_epi64(pairs[4 * i], pairs[4 * i + 2]);
    quads[4 * i + 2] = _mm512_unpacklo_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
    quads[4 * i + 3] = _mm512_unpackhi_epi64(pairs[4 * i + 1], pairs[4 * i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    halves[i] = _mm512_shuffle_i32x4(quads[i], quads[i + 4], 0x88);
    halves[i + 4] = _mm512_shuffle_i32x4(quads[i], quads[i + 4], 0xdd);
    halves[i + 8] = _mm512_shuffle_i32x4(quads[i + 8], quads[i + 12], 0x88);
    halves[i + 12] = _mm512_shuffle_i32x4(quads[i + 8], quads[i + 12], 0xdd);
  }
  for (int i = 0; i < 8; ++i) {
    rows[i] = _mm512_shuffle_i32x4(halves[i], halves[i + 8], 0x88);
    rows[i + 8] = _mm512_shuffle_i32x4(halves[i], halves[i + 8], 0xdd);
  }
}

template <int I>
LAMIN_AVX512 void step(__m512i& a, __m512i b, __m512i c, __m512i d, const __m512i* rows) {
  // The truth tables of the four functions of RFC 1321.
  constexpr int truth[4] = {0xca, 0xe4, 0x96, 0x39};
  const __m512i mixed = _mm512_ternarylogic_epi32(b, c, d, truth[I / 16]);
  const __m512i constant = _mm512_set1_epi32(static_cast<int>(md5_rounds::constants[I]));
  a = _mm512_add_epi32(a, _mm512_add_epi32(constant, rows[md5_rounds::word(I)]));
  a = _mm512_rol_epi32(_mm512_add_epi32(a, mixed), md5_rounds::rotation(I));
  a = _mm512_add_epi32(a, b);
}

template <int I>
LAMIN_AVX512 void steps_from(__m512i& a, __m512i& b, __m512i& c, __m512i& d, const __m512i* rows) {
  step<I>(a, b, c, d, rows);
  step<I + 1>(d, a, b, c, rows);
  step<I + 2>(c, d, a, b, rows);
  step<I + 3>(b, c, d, a, rows);
  if constexpr (I + 4 < 64) steps_from<I + 4>(a, b, c, d, rows);
}

}  // namespace

[[gnu::target("avx512f")]] void feed_md5_avx512(Md5Lanes::Words& words, const unsigned char* const* data,
                                                std::size_t blocks) {
  __m512i a = _mm512_load_si512(words.words[0]), b = _mm512_load_si512(words.words[1]);
  __m512i c = _mm512_load_si512(words.words[2]), d = _mm512_load_si512(words.words[3]);
  for (std::size_t block = 0; block < blocks; ++block) {
    __m512i rows[16];
    load_blocks(rows, data, block * md5_block);
    const __m512i a0 = a, b0 = b, c0 = c, d0 = d;
    steps_from<0>(a, b, c, d, rows);
    a = _mm512_add_epi32(a, a0);
    b = _mm512_add_epi32(b, b0);
    c = _mm512_add_epi32(c, c0);
    d = _mm512_add_epi32(d, d0);
  }
  _mm512_store_si512(words.words[0], a);
  _mm512_store_si512(words.words[1], b);
  _mm512_store_si512(words.words[2], c);
  _mm512_store_si512(words.words[3], d);
}

}  // namespace lamin

#endif
