#include "value_list.hpp"

#include <cmath>

namespace lamin::python {

bool is_missing(nb::handle value) {
  return value.is_none() || (PyFloat_Check(value.ptr()) && std::isnan(PyFloat_AS_DOUBLE(value.ptr())));
}

ValueList value_list(nb::handle objects) {
  ValueList given;
  for (nb::handle object : objects) {
    if (PyUnicode_Check(object.ptr())) {
      given.texts.emplace_back(text_of(object));
      given.has_text = given.has_text || !given.texts.back().empty();
    } else if (is_missing(object)) {
      given.texts.emplace_back();
      given.values.add_missing();
      continue;
    } else {
      (PyNumber_Check(object.ptr()) ? given.has_number : given.has_other) = true;
      given.texts.emplace_back(text_of(nb::str(object)));
    }
    given.values.add(given.texts.back());
  }
  return given;
}

}  // namespace lamin::python
