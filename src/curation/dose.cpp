#include "curation/dose.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace lamin::curation {
namespace {

struct Unit {
  std::string_view written, unit;
};
constexpr std::array<Unit, 12> dose_units = {{{"nm", "nM"},
                                              {"NM", "nM"},
                                              {"um", "μM"},
                                              {"UM", "μM"},
                                              {"μm", "μM"},
                                              {"μM", "μM"},
                                              {"µm", "μM"},
                                              {"µM", "μM"},
                                              {"mm", "mM"},
                                              {"MM", "mM"},
                                              {"m", "M"},
                                              {"M", "M"}}};
constexpr std::array<std::string_view, 5> valid_doses = {"nM", "μM", "µM", "mM", "M"};
constexpr std::array<std::string_view, 5> valid_times = {"h", "m", "s", "d", "y"};
constexpr std::string_view digits = "0123456789";

bool is_dose(Measure measure) {
  return measure == Measure::dose;
}

[[noreturn]] void refuse_format(std::string_view text) {
  throw Error{ErrorCode::invalid_value, "Invalid format: " + std::string(text) +
                                            ". Expected format: number with max 1 decimal place + unit"};
}

/// Digits, and at most one behind a dot.
bool is_number(std::string_view text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = dot < text.size() ? text.substr(dot + 1) : "0";
  return !whole.empty() && whole.find_first_not_of(digits) == std::string_view::npos && part.size() == 1 &&
         part.find_first_not_of(digits) == std::string_view::npos;
}

}  // namespace

std::string standardize_unit(Measure measure, std::string_view unit) {
  if (!is_dose(measure)) {
    const std::string lower = unicode_lower(unit);
    return lower.starts_with("min") ? "m" : std::string(first_code_points(lower, 1));
  }
  const auto found = std::ranges::find(dose_units, unit, &Unit::written);
  return std::string(found == dose_units.end() ? unit : found->unit);
}

bool is_unit(Measure measure, std::string_view unit) {
  const auto& valid = is_dose(measure) ? valid_doses : valid_times;
  return std::ranges::find(valid, unit) != valid.end();
}

std::string units_text(Measure measure) {
  return is_dose(measure) ? "nM, μM, mM, M" : "h, m, s, d, y";
}

std::optional<Amount> parse_amount(Measure measure, std::string_view given) {
  const std::string_view text = trim(given);
  if (text.empty()) return std::nullopt;
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view unit = trim(text.substr(end));
  if (unit.empty() || unit.find_first_of("0123456789.,+-") != std::string_view::npos) refuse_format(given);
  if (end == 0) throw Error{ErrorCode::invalid_value, "could not convert string to float: ''"};
  if (!is_number(text.substr(0, end))) refuse_format(given);
  std::string standard = standardize_unit(measure, unit);
  if (!is_unit(measure, standard)) {
    throw Error{ErrorCode::invalid_value, std::string("Invalid ") + (is_dose(measure) ? "dose" : "time") +
                                              " unit: " + std::string(unit) +
                                              ". Must be convertible to one of: " + units_text(measure)};
  }
  double number = 0;
  std::from_chars(text.data(), text.data() + end, number);
  return Amount{python_text(number), std::move(standard)};
}

}  // namespace lamin::curation
