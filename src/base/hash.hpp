// Hashes that identify content (spec: data-model.md 8, with test vectors).  The algorithms are fixed by the
// databases that exist; what is ours is to compute them at the speed of the machine.
//
// "b64" below is URL-safe base64 without padding, at most 22 characters.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace lamin {

using Md5Digest = std::array<unsigned char, 16>;
using Sha1Digest = std::array<unsigned char, 20>;

Md5Digest md5(std::string_view bytes);
Sha1Digest sha1(std::string_view bytes);
/// MD5 of many byte strings at once, in as many vector lanes as the CPU has; the answer of `md5` for each.
void md5_many(std::span<const std::string_view> inputs, std::span<Md5Digest> digests);

std::string hex(std::span<const unsigned char> bytes);
/// URL-safe base64 without padding, cut to 22 characters.
std::string base64_22(std::span<const unsigned char> bytes);

/// b64(md5(text)).
std::string hash_string(std::string_view text);
/// hash_string of the sorted distinct strings joined with ":".
std::string hash_set(std::vector<std::string> items);
/// b64(md5) of the JSON text with sorted keys.
std::string hash_json(const Json& value);
/// b64(md5) of the concatenated md5 digests of the sorted strings, duplicates kept.
std::string hash_list(std::vector<std::string> items);
/// The same of texts that the caller holds.
std::string hash_texts(std::vector<std::string_view> texts);

struct ContentHash {
  std::string hash;
  std::string type;          // "md5", "sha1-fl", "md5-d"
  std::int64_t size = 0;     // bytes
  std::int64_t n_files = 0;  // 0 for a file
};

/// Files above this size are hashed by their first and last chunk.
inline constexpr std::int64_t hash_chunk_bytes = 50 * 1024 * 1024;

/// Hash of a file.  Throws file_missing, permission_denied, io_failed; and io_failed with a hint to try again
/// if the file changes while it is read.
ContentHash hash_file(const std::filesystem::path& path, std::int64_t chunk_bytes = hash_chunk_bytes);

/// The MD5 of a whole file, whatever its size.  Throws as `hash_file`.
Md5Digest md5_of_file(const std::filesystem::path& path);

}  // namespace lamin
