#include "value_list.hpp"

#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/error.hpp"

namespace lamin::python {

namespace {

/// Of a scalar that only its own comparison knows: numpy.float32, numpy.datetime64, decimal.Decimal.
bool differs_from_itself(nb::handle value) {
  const nb::object answer = nb::steal(PyObject_RichCompare(value.ptr(), value.ptr(), Py_NE));
  const int truth = answer.is_valid() ? PyObject_IsTrue(answer.ptr()) : -1;
  if (truth < 0) PyErr_Clear();
  return truth == 1;
}

nb::tuple tuple_of(nb::handle objects) {
  PyObject* tuple = PySequence_Tuple(objects.ptr());
  if (tuple == nullptr) nb::raise_python_error();
  return nb::steal<nb::tuple>(tuple);
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

ValueList::ValueList(nb::handle objects) : objects_(tuple_of(objects)), slots_(256) {
  const auto size = static_cast<std::size_t>(PyTuple_GET_SIZE(objects_.ptr()));
  places_.reserve(size);
  for (std::size_t i = 0; i < size; ++i) take(PyTuple_GET_ITEM(objects_.ptr(), static_cast<Py_ssize_t>(i)));
}

void ValueList::take(nb::handle object) {
  if (PyUnicode_Check(object.ptr())) {
    take_text(object);
    if (places_.back() == missing) return;
    note(Sort::text);
    are_texts_[places_.back()] = true;
  } else if (is_missing(object)) {
    values_.add_missing();
    places_.push_back(missing);
  } else {
    note(PyNumber_Check(object.ptr()) != 0 ? Sort::number : Sort::other);
    take_text(nb::str(object));
  }
}

void ValueList::note(Sort sort) {
  if (first_ == Sort::none) first_ = sort;
  has_text_ = has_text_ || sort == Sort::text;
}

void ValueList::take_text(nb::handle text) {
  places_.push_back(PyUnicode_GET_LENGTH(text.ptr()) == 0 ? missing : place_of(text));
  if (places_.back() == missing || places_.back() < are_texts_.size()) {
    values_.add_missing();
  } else {
    values_.add(text_of(text));
    are_texts_.push_back(false);
    if (2 * are_texts_.size() > slots_.size()) widen();
  }
}

/// Of a text that was there before, or the next place, which is now that of the text.
std::uint32_t ValueList::place_of(nb::handle text) {
  const Py_hash_t hash = PyUnicode_Type.tp_hash(text.ptr());
  if (hash == -1) nb::raise_python_error();
  const std::string_view bytes = text_of(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash) & mask;
  while (slots_[slot].place != missing) {
    if (slots_[slot].hash == hash && values_.distinct()[slots_[slot].place] == bytes)
      return slots_[slot].place;
    slot = (slot + 1) & mask;
  }
  slots_[slot] = {hash, static_cast<std::uint32_t>(are_texts_.size())};
  return slots_[slot].place;
}

void ValueList::widen() {
  std::vector<Slot> wider(4 * slots_.size());
  const std::size_t mask = wider.size() - 1;
  for (const Slot& one : slots_) {
    if (one.place == missing) continue;
    std::size_t slot = static_cast<std::size_t>(one.hash) & mask;
    while (wider[slot].place != missing) slot = (slot + 1) & mask;
    wider[slot] = one;
  }
  slots_ = std::move(wider);
}

void ValueList::expect_text() const {
  if (!has_text_) expect_text_first();
}

void ValueList::expect_text_first() const {
  if (first_ == Sort::none || first_ == Sort::text) return;
  throw Error(ErrorCode::invalid_type, std::string("Type mismatch: identifiers are '") +
                                           (first_ == Sort::other ? "unknown" : "numeric") +
                                           "' but field_values are 'str/categorical'.");
}

std::vector<bool> ValueList::are_known(const curation::Values& known) const {
  std::vector<bool> result;
  result.reserve(values_.distinct().size());
  for (const std::string& value : values_.distinct()) result.push_back(known.has(value));
  return result;
}

nb::object ValueList::are_among(const std::vector<std::string>& known) const {
  curation::Values texts;
  for (const std::string& text : known) texts.add(text);
  const std::vector<bool> is_known = are_known(texts);
  PyObject* answers = PyByteArray_FromStringAndSize(nullptr, static_cast<Py_ssize_t>(size()));
  if (answers == nullptr) nb::raise_python_error();
  std::ranges::transform(places_, PyByteArray_AS_STRING(answers), [&](std::uint32_t place) {
    return static_cast<char>(place != missing && is_known[place]);
  });
  return nb::steal(answers);
}

std::size_t ValueList::count_among(const curation::Values& known) const {
  const std::vector<bool> is_known = are_known(known);
  return static_cast<std::size_t>(std::ranges::count_if(
      places_, [&](std::uint32_t place) { return place != missing && is_known[place]; }));
}

nb::list ValueList::texts_without(const nb::dict& known) const {
  nb::list result;
  for (std::size_t place = 0; place < are_texts_.size(); ++place) {
    if (!are_texts_[place]) continue;
    const nb::object text = to_python(std::string_view(values_.distinct()[place]));
    if (!known.contains(text)) result.append(text);
  }
  return result;
}

nb::list ValueList::replaced(const nb::dict& meanings) const {
  std::vector<PyObject*> by_place;  // borrowed from `meanings`
  by_place.reserve(are_texts_.size());
  for (const std::string& value : values_.distinct())
    by_place.push_back(PyDict_GetItem(meanings.ptr(), to_python(std::string_view(value)).ptr()));
  PyObject* result = PyList_New(static_cast<Py_ssize_t>(size()));
  if (result == nullptr) nb::raise_python_error();
  for (std::size_t i = 0; i < size(); ++i) {
    const auto index = static_cast<Py_ssize_t>(i);
    PyObject* object = PyTuple_GET_ITEM(objects_.ptr(), index);
    const bool has_meaning =
        places_[i] != missing && by_place[places_[i]] != nullptr && PyUnicode_Check(object);
    PyList_SET_ITEM(result, index, Py_NewRef(has_meaning ? by_place[places_[i]] : object));
  }
  return nb::steal<nb::list>(result);
}

ValueList collection_of(nb::handle objects) {
  if (!PyUnicode_Check(objects.ptr())) return ValueList(objects);
  throw Error(ErrorCode::invalid_type, "Index(...) must be called with a collection of some kind, " +
                                           std::string(text_of(nb::repr(objects))) + " was passed");
}

void bind_value_list(nb::module_& module) {
  nb::class_<ValueList>(module, "ValueList")
      .def(nb::init<nb::handle>(), nb::arg("objects"))
      .def("__len__", &ValueList::size)
      .def_prop_ro("objects", &ValueList::objects)
      .def("are_among", &ValueList::are_among)
      .def("texts_without", &ValueList::texts_without)
      .def("replaced", &ValueList::replaced);
}

}  // namespace lamin::python
