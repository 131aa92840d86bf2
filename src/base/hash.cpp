#include "base/hash.hpp"

#include <algorithm>

namespace lamin {
namespace {

constexpr std::size_t longest_hash = 22;

}  // namespace

std::string hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) text += {digits[byte >> 4], digits[byte & 15]};
  return text;
}

std::string base64_22(std::span<const unsigned char> bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  text.reserve(longest_hash);
  unsigned bits = 0, held = 0;
  for (const unsigned char byte : bytes) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 6; held -= 6) text += alphabet[bits >> (held - 6) & 63];
  }
  if (held > 0) text += alphabet[bits << (6 - held) & 63];
  return text.substr(0, longest_hash);
}

std::string hash_string(std::string_view text) {
  return base64_22(md5(text));
}

std::string hash_set(std::vector<std::string> items) {
  std::ranges::sort(items);
  const auto repeated = std::ranges::unique(items);
  items.erase(repeated.begin(), repeated.end());
  std::string joined;
  for (const std::string& item : items) (joined += item) += ':';
  if (!joined.empty()) joined.pop_back();
  return hash_string(joined);
}

std::string hash_json(const Json& value) {
  return hash_string(value.python_text(true));
}

std::string hash_list(std::vector<std::string> items) {
  return hash_texts({items.begin(), items.end()});
}

std::string hash_texts(std::vector<std::string_view> texts) {
  std::ranges::sort(texts);
  std::vector<Md5Digest> digests(texts.size());
  md5_many(texts, digests);
  return hash_string({reinterpret_cast<const char*>(digests.data()), digests.size() * sizeof(Md5Digest)});
}

}  // namespace lamin
