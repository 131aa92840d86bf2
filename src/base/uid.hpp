// Identity: random uids, versioned uids and uids that are the hash of a name (spec: data-model.md 7).
//
// The alphabet is 0-9 A-Z a-z in this order, for drawing, counting and encoding alike.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lamin {

/// `length` characters, each drawn independently from the system's cryptographic generator.
std::string random_base62(std::size_t length);

/// The next version counter: "0000" -> "0001", "000z" -> "0010", "zzzz" -> "10000".
/// Throws invalid_value if `counter` has a character outside the alphabet.
std::string increment_base62(std::string_view counter);

/// Bytes to text: leading zero bytes as pairs, the rest as one big-endian number.
std::string encode_base62(std::span<const unsigned char> bytes);

/// md5 of `text`, in base62, cut to `length` characters: the uids of instances, ontology terms and sources.
std::string hash_base62(std::string_view text, std::size_t length);

/// `uid` without its four-character version counter.
std::string_view stem_of(std::string_view uid);
/// The uid of the version after `uid`.
std::string next_version_uid(std::string_view uid);

/// UUIDv5 of `name` in the URL namespace, as 32 hex digits.  The id of an instance is that of its slug.
std::string uuid5_url_hex(std::string_view name);
/// "17aa7af7..." -> "17aa7af7-a358-59b6-...".
std::string dashed_uuid(std::string_view hex);

}  // namespace lamin
