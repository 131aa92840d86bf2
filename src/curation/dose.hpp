// Doses and times of perturbations as people write them: a number with at most one decimal and a unit,
// "10nM", "5 μM", "24 hrs".
//
// Units are brought into one form: nM, μM, mM, M; h, m, s, d, y.  Errors are those of lamindb 1.3.2
// (surface.md CRT-25).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lamin::curation {

enum class Measure { dose, time };

/// The unit in its one form, or as it is: "um" -> "μM"; of times the first letter: "hrs" -> "h".
std::string standardize_unit(Measure measure, std::string_view unit);
/// Whether it is one of the units; micro may be either of its two letters.
bool is_unit(Measure measure, std::string_view unit);
/// nM, μM, ... as messages list them.
std::string units_text(Measure measure);

struct Amount {
  std::string number;  // "10.0"
  std::string unit;
};
/// Nothing for an empty text.  Throws invalid_value for other formats and units.
std::optional<Amount> parse_amount(Measure measure, std::string_view text);

}  // namespace lamin::curation
