// SHA-1 with the SHA instructions of x86.
#include "base/sha1.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

#include <cstring>

#define LAMIN_SHA [[gnu::target("sha,sse4.1"), gnu::always_inline]] inline

namespace lamin {
namespace {

// Four steps of the twenty groups of four.  w[G % 4] holds the words of this group; the other three are on
// their way to become those of the next.
template <int G>
LAMIN_SHA void groups_from(__m128i& abcd, __m128i& e, __m128i* w) {
  const __m128i before = abcd;
  e = G == 0 ? _mm_add_epi32(e, w[0]) : _mm_sha1nexte_epu32(e, w[G % 4]);
  abcd = _mm_sha1rnds4_epu32(abcd, e, G / 5);
  e = before;
  if constexpr (G >= 3 && G < 19) {
    // The words of group G + 1 stand in the place of those of group G - 3.
    __m128i next = _mm_sha1msg1_epu32(w[(G + 1) % 4], w[(G + 2) % 4]);
    next = _mm_xor_si128(next, w[(G + 3) % 4]);
    w[(G + 1) % 4] = _mm_sha1msg2_epu32(next, w[G % 4]);
  }
  if constexpr (G < 19) groups_from<G + 1>(abcd, e, w);
}

}  // namespace

[[gnu::target("sha,sse4.1")]] void feed_sha1_ni(Sha1Words& words, const unsigned char* data,
                                                std::size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(words.data())), 0x1b);
  __m128i e = _mm_set_epi32(static_cast<int>(words[4]), 0, 0, 0);
  for (; blocks > 0; --blocks, data += sha1_block) {
    __m128i w[4];
    for (int i = 0; i < 4; ++i)
      w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data + 16 * i)), big_endian);
    const __m128i abcd_before = abcd, e_before = e;
    groups_from<0>(abcd, e, w);
    e = _mm_sha1nexte_epu32(e, e_before);
    abcd = _mm_add_epi32(abcd, abcd_before);
  }
  _mm_storeu_si128(reinterpret_cast<__m128i*>(words.data()), _mm_shuffle_epi32(abcd, 0x1b));
  words[4] = static_cast<std::uint32_t>(_mm_extract_epi32(e, 3));
}

}  // namespace lamin

#endif
