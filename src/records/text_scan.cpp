#include "records/text_scan.hpp"

#include <bit>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace lamin::records {
namespace {

constexpr bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

constexpr char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte;
}

// A byte to look for: with `bit` set in both, 'A' and 'a' are the same and no other pair is.
struct Wanted {
  char byte;
  char bit;
  Wanted(char raw, Case letters) : byte(raw), bit(0) {
    if (letters == Case::ignore && is_letter(raw)) {
      bit = 0x20;
      byte = static_cast<char>(raw | 0x20);
    }
  }
  bool is(char other) const { return static_cast<char>(other | bit) == byte; }
};

void scan_plainly(std::string_view text, std::size_t from, std::string_view needle, Case letters,
                  std::vector<std::size_t>& places) {
  const Wanted first(needle.front(), letters);
  for (std::size_t place = from; place + needle.size() <= text.size(); ++place) {
    if (first.is(text[place]) && same_text(text.substr(place, needle.size()), needle, letters)) {
      places.push_back(place);
    }
  }
}

#if defined(__x86_64__)

// Compares 32 places at once by the first and the last byte of the needle; few of them need the rest
// compared.
__attribute__((target("avx2"))) std::size_t scan_by_lanes(std::string_view text, std::string_view needle,
                                                          Case letters, std::vector<std::size_t>& places) {
  const Wanted first(needle.front(), letters);
  const Wanted last(needle.back(), letters);
  const __m256i first_byte = _mm256_set1_epi8(first.byte);
  const __m256i first_bit = _mm256_set1_epi8(first.bit);
  const __m256i last_byte = _mm256_set1_epi8(last.byte);
  const __m256i last_bit = _mm256_set1_epi8(last.bit);
  std::size_t place = 0;
  for (; place + needle.size() - 1 + 32 <= text.size(); place += 32) {
    const char* at = text.data() + place;
    const __m256i heads = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i tails = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + needle.size() - 1));
    const __m256i both = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(heads, first_bit), first_byte),
                                          _mm256_cmpeq_epi8(_mm256_or_si256(tails, last_bit), last_byte));
    auto candidates = static_cast<std::uint32_t>(_mm256_movemask_epi8(both));
    while (candidates != 0) {
      const std::size_t candidate = place + static_cast<std::size_t>(std::countr_zero(candidates));
      candidates &= candidates - 1;
      if (same_text(text.substr(candidate, needle.size()), needle, letters)) places.push_back(candidate);
    }
  }
  return place;
}

bool has_lanes() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}

#endif

}  // namespace

bool same_text(std::string_view a, std::string_view b, Case letters) {
  if (letters == Case::respect || a.size() != b.size()) return a == b;
  for (std::size_t index = 0; index < a.size(); ++index) {
    if (a[index] != b[index] && lower(a[index]) != lower(b[index])) return false;
  }
  return true;
}

void find_places_plainly(std::string_view text, std::string_view needle, Case letters,
                         std::vector<std::size_t>& places) {
  scan_plainly(text, 0, needle, letters, places);
}

void find_places(std::string_view text, std::string_view needle, Case letters,
                 std::vector<std::size_t>& places) {
  std::size_t from = 0;
#if defined(__x86_64__)
  if (has_lanes()) from = scan_by_lanes(text, needle, letters, places);
#endif
  scan_plainly(text, from, needle, letters, places);
}

}  // namespace lamin::records
