// The values that a caller hands over to be held against a registry or a public source.
#pragma once

#include <string>
#include <vector>

#include "curation/values.hpp"
#include "values.hpp"

namespace lamin::python {

/// None, pandas' NA and NaT, and what is not equal to itself: NaN of Python, NumPy and decimal.
bool is_missing(nb::handle value);

/// Each value as a text, "" for those that are missing.
struct ValueList {
  std::vector<std::string> texts;
  curation::Values values;
  bool has_text = false;  // one that is not empty
  bool has_number = false;
  bool has_other = false;  // neither text nor number
};

ValueList value_list(nb::handle objects);

}  // namespace lamin::python
