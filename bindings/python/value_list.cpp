#include "value_list.hpp"

#include <cmath>
#include <string_view>

namespace lamin::python {

namespace {

/// Of a scalar that only its own comparison knows: numpy.float32, numpy.datetime64, decimal.Decimal.
bool differs_from_itself(nb::handle value) {
  const nb::object answer = nb::steal(PyObject_RichCompare(value.ptr(), value.ptr(), Py_NE));
  const int truth = answer.is_valid() ? PyObject_IsTrue(answer.ptr()) : -1;
  if (truth < 0) PyErr_Clear();
  return truth == 1;
}

}  // namespace

bool is_missing(nb::handle value) {
  PyObject* object = value.ptr();
  if (object == Py_None) return true;
  if (PyUnicode_Check(object) || PyLong_Check(object)) return false;
  if (PyFloat_Check(object)) return std::isnan(PyFloat_AS_DOUBLE(object));
  const std::string_view type = Py_TYPE(object)->tp_name;
  if (type.ends_with("NAType") || type.ends_with("NaTType")) return true;
  return (type.starts_with("numpy.") || type == "decimal.Decimal") &&
         PyObject_HasAttrString(object, "__len__") == 0 && differs_from_itself(value);
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
