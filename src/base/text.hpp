// Small work on text that several modules share.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lamin {

std::vector<std::string_view> split(std::string_view text, std::string_view separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
std::string_view trim(std::string_view text);
/// ASCII letters to lower case; other bytes stay.
std::string ascii_lower(std::string_view text);
/// Unicode simple lower case of UTF-8 text, as Python's str.lower() for the scripts with case.
std::string unicode_lower(std::string_view text);
bool contains(std::string_view text, std::string_view part);
bool is_valid_utf8(std::string_view text);
/// Number of code points of UTF-8 text.
std::size_t code_points(std::string_view text);
/// The first `count` code points.
std::string_view first_code_points(std::string_view text, std::size_t count);
/// `CellType` -> `cell_type`; `ULabel` -> `ulabel`.
std::string snake_case(std::string_view name);

/// Edits (insert, delete, replace, swap of neighbours) between two words.
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to `word`, if one is near enough to be meant.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace lamin
