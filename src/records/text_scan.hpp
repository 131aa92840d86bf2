// Finds every place where a short text stands in a long one, with vector instructions where the CPU has them.
#pragma once

#include <string_view>
#include <vector>

namespace lamin::records {

enum class Case { ignore, respect };  // ignore: of ASCII letters only, as SQLite's LIKE does

/// Appends to `places` where `needle` begins in `text`, in order, overlaps included.  `needle` is not empty.
void find_places(std::string_view text, std::string_view needle, Case letters,
                 std::vector<std::size_t>& places);
/// The same without vector instructions: what the other is tested against.
void find_places_plainly(std::string_view text, std::string_view needle, Case letters,
                         std::vector<std::size_t>& places);

/// Whether `a` and `b` are the same text.
bool same_text(std::string_view a, std::string_view b, Case letters);

}  // namespace lamin::records
