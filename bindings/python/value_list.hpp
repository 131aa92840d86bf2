// The values that a caller hands over to be held against a registry or a public source.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "curation/values.hpp"
#include "values.hpp"

namespace lamin::python {

/// None, pandas' NA and NaT, and what is not equal to itself: NaN of Python, NumPy and decimal.
bool is_missing(nb::handle value);

/// The distinct values, and where each given one is among them.
struct ValueList {
  static constexpr std::uint32_t missing = UINT32_MAX;

  std::vector<std::uint32_t> places;  // among values.distinct(); `missing` for missing and empty ones
  curation::Values values;
  bool has_text = false;  // one that is not empty
  bool has_number = false;
  bool has_other = false;  // neither text nor number

  /// For each given value whether it is one of `known`.
  std::vector<bool> are_among(const curation::Values& known) const;
};

/// A bool for each given value: whether it was validated.
nb::list bools_of(const ValueList& given, const std::vector<std::string>& validated);

ValueList value_list(nb::handle objects);

}  // namespace lamin::python
