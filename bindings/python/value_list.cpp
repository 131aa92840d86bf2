#include "value_list.hpp"

#include <cmath>
#include <deque>
#include <string_view>
#include <unordered_map>

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

namespace {

/// Takes values in turn; a text that was there before costs one look-up and no memory.
class Taker {
 public:
  explicit Taker(ValueList& given) : given_(given) {}

  void take(std::string_view text) {
    if (text.empty()) return take_missing();
    const auto known = places_.find(text);
    if (known != places_.end()) {
      given_.values.add_missing();
      given_.places.push_back(known->second);
      return;
    }
    given_.values.add(text);
    const auto place = static_cast<std::uint32_t>(texts_.size());
    places_.emplace(texts_.emplace_back(text), place);
    given_.places.push_back(place);
  }

  void take_missing() {
    given_.values.add_missing();
    given_.places.push_back(ValueList::missing);
  }

 private:
  ValueList& given_;
  std::deque<std::string> texts_;  // what the keys look at
  std::unordered_map<std::string_view, std::uint32_t> places_;
};

}  // namespace

std::vector<bool> ValueList::are_among(const curation::Values& known) const {
  std::vector<bool> is_known;
  is_known.reserve(values.distinct().size());
  for (const std::string& value : values.distinct()) is_known.push_back(known.has(value));
  std::vector<bool> answers;
  answers.reserve(places.size());
  for (const std::uint32_t place : places) answers.push_back(place != missing && is_known[place]);
  return answers;
}

nb::list bools_of(const ValueList& given, const std::vector<std::string>& validated) {
  curation::Values valid;
  for (const std::string& value : validated) valid.add(value);
  nb::list bools;
  for (const bool one : given.are_among(valid)) bools.append(nb::bool_(one));
  return bools;
}

ValueList value_list(nb::handle objects) {
  ValueList given;
  Taker taker(given);
  for (nb::handle object : objects) {
    if (PyUnicode_Check(object.ptr())) {
      const std::string_view text = text_of(object);
      given.has_text = given.has_text || !text.empty();
      taker.take(text);
    } else if (is_missing(object)) {
      taker.take_missing();
    } else {
      (PyNumber_Check(object.ptr()) ? given.has_number : given.has_other) = true;
      const nb::str shown(object);
      taker.take(text_of(shown));
    }
  }
  return given;
}

}  // namespace lamin::python
