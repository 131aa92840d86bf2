// Reading and writing UTF-8 one code point at a time; private to this module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lamin {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 0;  // bytes; 0 if the text does not begin with UTF-8
};

/// The code point at the front of `text`, which is not empty.  Surrogates (U+D800 to U+DFFF), which no UTF-8
/// has but JSON from Python can, are read like any other.
CodePoint first_code_point(std::string_view text);
void append_code_point(std::string& out, std::uint32_t code_point);
/// Unicode simple lower case.
std::uint32_t lower_code_point(std::uint32_t code_point);

}  // namespace lamin
