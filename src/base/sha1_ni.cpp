// SHA-1 with the SHA instructions of x86.
#include "base/sha1.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

#include <cstring>

#define LAMIN_SHA [[gnu::target("sha,sse4.1"), gnu::always_inline]] inline

namespace lamin {
namespace {

struct State {
  __m128i abcd, e;
  __m128i w[4];
};

LAMIN_SHA State state_of(const Sha1Words& words) {
  return {_mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(words.data())), 0x1b),
          _mm_set_epi32(static_cast<int>(words[4]), 0, 0, 0),
          {}};
}

LAMIN_SHA void store(const State& state, Sha1Words& words) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(words.data()), _mm_shuffle_epi32(state.abcd, 0x1b));
  words[4] = static_cast<std::uint32_t>(_mm_extract_epi32(state.e, 3));
}

LAMIN_SHA void load_words(State& state, const unsigned char* data) {
  const __m128i big_endian = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  for (int i = 0; i < 4; ++i) {
    state.w[i] =
        _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data + 16 * i)), big_endian);
  }
}

// Four steps of the twenty groups of four.  w[G % 4] holds the words of this group; the other three are on
// their way to become those of the next.
template <int G>
LAMIN_SHA void group(State& state) {
  __m128i* w = state.w;
  const __m128i before = state.abcd;
  state.e = G == 0 ? _mm_add_epi32(state.e, w[0]) : _mm_sha1nexte_epu32(state.e, w[G % 4]);
  state.abcd = _mm_sha1rnds4_epu32(state.abcd, state.e, G / 5);
  state.e = before;
  if constexpr (G >= 3 && G < 19) {
    // The words of group G + 1 stand in the place of those of group G - 3.
    __m128i next = _mm_sha1msg1_epu32(w[(G + 1) % 4], w[(G + 2) % 4]);
    next = _mm_xor_si128(next, w[(G + 3) % 4]);
    w[(G + 1) % 4] = _mm_sha1msg2_epu32(next, w[G % 4]);
  }
}

template <int G, class... States>
LAMIN_SHA void groups_from(States&... states) {
  (group<G>(states), ...);
  if constexpr (G < 19) groups_from<G + 1>(states...);
}

LAMIN_SHA void add(State& state, __m128i abcd_before, __m128i e_before) {
  state.e = _mm_sha1nexte_epu32(state.e, e_before);
  state.abcd = _mm_add_epi32(state.abcd, abcd_before);
}

}  // namespace

[[gnu::target("sha,sse4.1")]] void feed_sha1_ni(Sha1Words& words, const unsigned char* data,
                                                std::size_t blocks) {
  State state = state_of(words);
  for (; blocks > 0; --blocks, data += sha1_block) {
    load_words(state, data);
    const __m128i abcd = state.abcd, e = state.e;
    groups_from<0>(state);
    add(state, abcd, e);
  }
  store(state, words);
}

[[gnu::target("sha,sse4.1")]] void feed_two_sha1_ni(Sha1Words& words, const unsigned char* data,
                                                    Sha1Words& other_words, const unsigned char* other_data,
                                                    std::size_t blocks) {
  State state = state_of(words), other = state_of(other_words);
  for (; blocks > 0; --blocks, data += sha1_block, other_data += sha1_block) {
    load_words(state, data);
    load_words(other, other_data);
    const __m128i abcd = state.abcd, e = state.e, other_abcd = other.abcd, other_e = other.e;
    groups_from<0>(state, other);
    add(state, abcd, e);
    add(other, other_abcd, other_e);
  }
  store(state, words);
  store(other, other_words);
}

}  // namespace lamin

#endif
