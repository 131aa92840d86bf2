#include "base/sha2.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace lamin {
namespace {

/// The two sizes of words: what SHA-224 and SHA-256 share, and SHA-384 and SHA-512.
struct Small {
  using Word = std::uint32_t;
  static constexpr std::array<Word, 64> constants{
      0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
      0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
      0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
      0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
      0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
      0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
      0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
      0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
  static constexpr std::array<int, 3> big_0{2, 13, 22};
  static constexpr std::array<int, 3> big_1{6, 11, 25};
  static constexpr std::array<int, 3> small_0{7, 18, 3};
  static constexpr std::array<int, 3> small_1{17, 19, 10};
};

struct Large {
  using Word = std::uint64_t;
  static constexpr std::array<Word, 80> constants{
      0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
      0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
      0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
      0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
      0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
      0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
      0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
      0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
      0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
      0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
      0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
      0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
      0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
      0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
      0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
      0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817};
  static constexpr std::array<int, 3> big_0{28, 34, 39};
  static constexpr std::array<int, 3> big_1{14, 18, 41};
  static constexpr std::array<int, 3> small_0{1, 8, 7};
  static constexpr std::array<int, 3> small_1{19, 61, 6};
};

template <class Word>
using State = std::array<Word, 8>;

template <class Word>
Word rotated(Word word, const std::array<int, 3>& by) {
  return std::rotr(word, by[0]) ^ std::rotr(word, by[1]) ^ std::rotr(word, by[2]);
}

/// The last of the three is a shift.
template <class Word>
Word shifted(Word word, const std::array<int, 3>& by) {
  return std::rotr(word, by[0]) ^ std::rotr(word, by[1]) ^ (word >> by[2]);
}

template <class Kind, class Word = typename Kind::Word>
void feed(State<Word>& state, std::string_view block) {
  std::array<Word, Kind::constants.size()> words{};
  for (std::size_t i = 0; i < 16 * sizeof(Word); ++i)
    words[i / sizeof(Word)] = words[i / sizeof(Word)] << 8 | static_cast<unsigned char>(block[i]);
  for (std::size_t i = 16; i < words.size(); ++i)
    words[i] = words[i - 16] + shifted(words[i - 15], Kind::small_0) + words[i - 7] +
               shifted(words[i - 2], Kind::small_1);
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word first = h + rotated(e, Kind::big_1) + ((e & f) ^ (~e & g)) + Kind::constants[i] + words[i];
    const Word second = rotated(a, Kind::big_0) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  const State<Word> more{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += more[i];
}

template <class Kind, class Word = typename Kind::Word>
std::string digest(State<Word> state, std::string_view bytes, std::size_t length) {
  constexpr std::size_t block = 16 * sizeof(Word);
  std::size_t at = 0;
  for (; bytes.size() - at >= block; at += block) feed<Kind>(state, bytes.substr(at, block));
  std::string rest(bytes.substr(at));
  rest += '\x80';
  // The number of bits ends the last block.
  rest.resize((rest.size() + 2 * sizeof(Word) + block - 1) / block * block);
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (std::size_t i = 0; i < 8; ++i) rest[rest.size() - 1 - i] = static_cast<char>(bits >> (8 * i));
  for (at = 0; at < rest.size(); at += block) feed<Kind>(state, std::string_view(rest).substr(at, block));
  std::string result;
  for (const Word word : state)
    for (std::size_t i = sizeof(Word); i-- > 0;) result += static_cast<char>(word >> (8 * i));
  return result.substr(0, length);
}

}  // namespace

std::string sha224(std::string_view bytes) {
  return digest<Small>(
      {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4}, bytes,
      28);
}

std::string sha256(std::string_view bytes) {
  return digest<Small>(
      {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}, bytes,
      32);
}

std::string sha384(std::string_view bytes) {
  return digest<Large>({0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
                        0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4},
                       bytes, 48);
}

std::string sha512(std::string_view bytes) {
  return digest<Large>({0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179},
                       bytes, 64);
}

}  // namespace lamin
