#include "base/uid.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace lamin {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t counter_length = 4;

void fill_random(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw Error{ErrorCode::io_failed, "The system gives no random numbers"};
    bytes = bytes.subspan(got);
  }
}

// Divides the big-endian number `bytes` by 62, drops leading zero bytes and returns the remainder.
unsigned divide_by_62(std::vector<unsigned char>& bytes) {
  unsigned remainder = 0;
  std::vector<unsigned char> quotient;
  for (const unsigned char byte : bytes) {
    const unsigned value = remainder * 256 + byte;
    remainder = value % 62;
    if (!quotient.empty() || value >= 62) quotient.push_back(static_cast<unsigned char>(value / 62));
  }
  bytes = std::move(quotient);
  return remainder;
}

std::string leading_zeros_text(std::size_t zeros) {
  std::string text;
  for (; zeros > 61; zeros -= 61) text += "0z";
  if (zeros > 0) text += {'0', alphabet[zeros]};
  return text;
}

}  // namespace

std::string random_base62(std::size_t length) {
  // 248 = 4 * 62: bytes from there on are thrown away, or the first characters would be drawn more often.
  constexpr unsigned limit = 248;
  std::string text;
  text.reserve(length);
  std::array<unsigned char, 32> bytes;
  while (text.size() < length) {
    fill_random(bytes);
    for (const unsigned char byte : bytes)
      if (byte < limit && text.size() < length) text += alphabet[byte % 62];
  }
  return text;
}

std::string increment_base62(std::string_view counter) {
  std::string text(counter);
  for (const char character : text)
    if (alphabet.find(character) == std::string_view::npos)
      throw Error{ErrorCode::invalid_value, "Not a base62 counter"}.with("counter", counter);
  for (std::size_t i = text.size(); i-- > 0;) {
    const std::size_t digit = alphabet.find(text[i]);
    if (digit + 1 < alphabet.size()) {
      text[i] = alphabet[digit + 1];
      return text;
    }
    text[i] = alphabet.front();
  }
  return "1" + text;
}

std::string encode_base62(std::span<const unsigned char> bytes) {
  std::size_t zeros = 0;
  while (zeros < bytes.size() && bytes[zeros] == 0) ++zeros;
  std::vector<unsigned char> number(bytes.begin() + zeros, bytes.end());
  std::string digits;
  while (!number.empty()) digits += alphabet[divide_by_62(number)];
  return leading_zeros_text(zeros) + std::string(digits.rbegin(), digits.rend());
}

std::string hash_base62(std::string_view text, std::size_t length) {
  return encode_base62(md5(text)).substr(0, length);
}

std::string_view stem_of(std::string_view uid) {
  return uid.substr(0, uid.size() - std::min(uid.size(), counter_length));
}

std::string next_version_uid(std::string_view uid) {
  const auto stem = stem_of(uid);
  return std::string(stem) + increment_base62(uid.substr(stem.size()));
}

std::string uuid5_url_hex(std::string_view name) {
  constexpr std::string_view url_namespace("\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8",
                                           16);
  auto digest = sha1(std::string(url_namespace) + std::string(name));
  digest[6] = (digest[6] & 0x0f) | 0x50;
  digest[8] = (digest[8] & 0x3f) | 0x80;
  return hex(std::span(digest).first(16));
}

std::string dashed_uuid(std::string_view hex) {
  std::string text(hex);
  if (text.size() != 32)
    throw Error{ErrorCode::invalid_value, "Not a UUID of 32 hex digits"}.with("uuid", hex);
  for (const std::size_t place : {20, 16, 12, 8}) text.insert(place, "-");
  return text;
}

}  // namespace lamin
