// SHA-2 of a text in memory (FIPS 180-4), for the functions of queries.  Files are hashed by base/hash.hpp.
#pragma once

#include <string>
#include <string_view>

namespace lamin {

/// The digest's bytes: 28, 32, 48, 64 of them.
std::string sha224(std::string_view bytes);
std::string sha256(std::string_view bytes);
std::string sha384(std::string_view bytes);
std::string sha512(std::string_view bytes);

}  // namespace lamin
