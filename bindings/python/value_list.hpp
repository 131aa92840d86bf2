// The values that a caller hands over to be held against a registry or a public source: taken once, asked
// often.
//
// `_core.ValueList` in Python.  Distinct texts are told apart by the hash that Python keeps in each text, so
// that values that were seen before cost a look-up and no memory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "curation/values.hpp"
#include "values.hpp"

namespace lamin::python {

/// None, pandas' NA and NaT, and what is not equal to itself: NaN of Python, NumPy and decimal.
bool is_missing(nb::handle value);

/// The distinct values as texts, and where each given one is among them.
class ValueList {
 public:
  /// Takes the elements of `objects`, anything that can be iterated; a later change of it is not seen.
  explicit ValueList(nb::handle objects);

  /// What was given.
  const nb::tuple& objects() const { return objects_; }
  const curation::Values& values() const { return values_; }
  std::size_t size() const { return places_.size(); }

  /// Throws invalid_type if there are values and none of them is a text.
  void expect_text() const;
  /// Throws invalid_type if the first value that is not missing is no text: lamindb's test of a whole list.
  void expect_text_first() const;
  /// For each given value whether it is one of `known`: a bytearray of 0 and 1.
  nb::object are_among(const std::vector<std::string>& known) const;
  std::size_t count_among(const curation::Values& known) const;
  /// The texts, each once, that are no key of `known`.
  nb::list texts_without(const nb::dict& known) const;
  /// What was given, with texts that are keys of `meanings` replaced by what stands there.
  nb::list replaced(const nb::dict& meanings) const;

 private:
  static constexpr std::uint32_t missing = UINT32_MAX;

  enum class Sort { none, text, number, other };

  void take(nb::handle object);
  void note(Sort sort);
  void take_text(nb::handle text);
  std::uint32_t place_of(nb::handle text);
  void widen();
  std::vector<bool> are_known(const curation::Values& known) const;

  struct Slot {
    Py_hash_t hash = 0;
    std::uint32_t place = missing;
  };

  nb::tuple objects_;
  std::vector<std::uint32_t> places_;  // among values_.distinct(); `missing` for missing and empty ones
  curation::Values values_;
  std::vector<bool> are_texts_;  // of the distinct values: given as a text, not a number that reads so
  std::vector<Slot> slots_;      // by the hash; a power of two, at most half of them taken
  bool has_text_ = false;        // one that is not empty
  Sort first_ = Sort::none;      // of the first that is not missing
};

/// The elements of a list, a series, ...  Throws invalid_type for a text.
ValueList collection_of(nb::handle objects);

void bind_value_list(nb::module_& module);

}  // namespace lamin::python
