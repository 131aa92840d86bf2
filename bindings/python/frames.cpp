// Columns as numpy arrays, written straight into the arrays' memory: no Python call per cell.
//
// A frame crosses as (arrays, index): arrays is a list of (name, kind, array); kind "timestamp" holds
// microseconds since 1970 with the least integer for nothing.  lamindb._frames turns them into a DataFrame.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <array>
#include <limits>

#include "errors.hpp"
#include "query/compile.hpp"
#include "query_set.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

/// The memory of a numpy array, held while it is written.
class ArrayMemory {
 public:
  explicit ArrayMemory(nb::handle array) {
    if (PyObject_GetBuffer(array.ptr(), &buffer_, PyBUF_WRITABLE | PyBUF_FORMAT) != 0)
      nb::raise_python_error();
  }
  ~ArrayMemory() { PyBuffer_Release(&buffer_); }
  ArrayMemory(const ArrayMemory&) = delete;
  ArrayMemory& operator=(const ArrayMemory&) = delete;
  template <class T>
  T* as() const {
    return static_cast<T*>(buffer_.buf);
  }

 private:
  Py_buffer buffer_;
};

nb::object empty_array(std::size_t rows, const char* type) {
  return nb::module_::import_("numpy").attr("empty")(rows, type);
}

/// Strings that repeat (suffixes, kinds) are made once; the views live as long as the column.
class TextPool {
 public:
  /// A new reference.
  PyObject* get(std::string_view text) {
    Slot& slot = slots_[std::hash<std::string_view>{}(text) % slots_.size()];
    if (slot.object != nullptr && slot.text == text) return Py_NewRef(slot.object);
    slot.object = to_python(text).release().ptr();
    slot.text = text;
    return slot.object;  // the array owns it; the slot only borrows
  }

 private:
  struct Slot {
    std::string_view text;
    PyObject* object = nullptr;
  };
  std::array<Slot, 256> slots_;
};

bool is_complete(const Column& column) {
  return std::ranges::find(column.valid, 0) == column.valid.end();
}
bool is_empty(const Column& column) {
  return std::ranges::find(column.valid, 1) == column.valid.end();
}

nb::object cell(const Column& column, std::size_t row) {
  switch (column.type) {
    case Column::Type::boolean:
      return nb::bool_(column.integers[row] != 0);
    case Column::Type::integer:
      return nb::int_(column.integers[row]);
    case Column::Type::real:
      return nb::float_(column.reals[row]);
    case Column::Type::timestamp:
      return to_python(Value(Timestamp{column.integers[row]}));
    case Column::Type::date:
      return to_python(Value(Date{static_cast<std::int32_t>(column.integers[row])}));
    case Column::Type::duration:
      return to_python(Value(Duration{column.integers[row]}));
    case Column::Type::json:
      return to_python(Json::parse(column.text(row)));
    case Column::Type::text:
      break;
  }
  return to_python(column.text(row));
}

nb::object object_array(const Column& column) {
  nb::object array = empty_array(column.size(), "object");
  ArrayMemory memory(array);
  PyObject** cells = memory.as<PyObject*>();
  TextPool pool;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.has_value(row)) continue;  // numpy fills with None
    PyObject* value =
        column.type == Column::Type::text ? pool.get(column.text(row)) : cell(column, row).release().ptr();
    PyObject* before = cells[row];
    cells[row] = value;
    Py_XDECREF(before);
  }
  return array;
}

template <class T, class From>
nb::object number_array(const Column& column, const std::vector<From>& values, const char* type, T missing) {
  nb::object array = empty_array(column.size(), type);
  ArrayMemory memory(array);
  T* cells = memory.as<T>();
  for (std::size_t row = 0; row < column.size(); ++row) {
    cells[row] = column.has_value(row) ? static_cast<T>(values[row]) : missing;
  }
  return array;
}

/// The types that pandas infers for such values: whole numbers with gaps are floats, a column of nothing is
/// object.
nb::object array_of(const Column& column) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr std::int64_t not_a_time = std::numeric_limits<std::int64_t>::min();
  if (is_empty(column)) return object_array(column);
  switch (column.type) {
    case Column::Type::boolean:
      return is_complete(column) ? number_array<bool>(column, column.integers, "bool", false)
                                 : object_array(column);
    case Column::Type::integer:
      return is_complete(column) ? number_array<std::int64_t>(column, column.integers, "int64", 0)
                                 : number_array<double>(column, column.integers, "float64", nan);
    case Column::Type::real:
      return number_array<double>(column, column.reals, "float64", nan);
    case Column::Type::timestamp:
      return number_array<std::int64_t>(column, column.integers, "int64", not_a_time);
    default:
      return object_array(column);
  }
}

nb::object column_triple(const Column& column) {
  bool is_time = column.type == Column::Type::timestamp && !is_empty(column);
  return nb::make_tuple(column.name, is_time ? "timestamp" : "plain", array_of(column));
}

/// Values by id at a path beyond the registry: sets where the path can lead to many.
nb::dict included_values(QuerySet& self, const std::string& path) {
  bool many = query::resolve(self.registry(), path, self.database->catalog()).is_many();
  auto rows = unlocked([&] { return self.database->store().values(self.query, {"id", path}); });
  nb::dict values;
  for (const auto& row : rows) {
    nb::object id = to_python(row[0]);
    if (!many) {
      values[id] = to_python(row[1]);
    } else if (PyObject* set = PyDict_GetItemWithError(values.ptr(), id.ptr())) {
      nb::borrow<nb::set>(set).add(to_python(row[1]));
    } else {
      nb::set fresh;
      fresh.add(to_python(row[1]));
      values[id] = fresh;
    }
  }
  return values;
}

nb::list arrays_of(const Columns& columns) {
  nb::list list;
  for (const Column& column : columns.columns) list.append(column_triple(column));
  return list;
}

}  // namespace

nb::object data_frame(QuerySet& self, nb::handle include, nb::handle features) {
  nb::object make = nb::module_::import_("lamindb._frames").attr("data_frame");
  std::vector<std::string> paths;
  if (PyUnicode_Check(include.ptr()))
    paths.push_back(std::string(text_of(include)));
  else if (!include.is_none())
    paths = nb::cast<std::vector<std::string>>(include);
  if (!features.is_none() && !(PyBool_Check(features.ptr()) && features.ptr() == Py_False)) {
    throw Error(ErrorCode::unsupported, "Columns of features are not built yet.");
  }
  Columns columns = unlocked([&] { return self.database->store().columns(self.query); });
  nb::list included;
  for (const std::string& path : paths) included.append(nb::make_tuple(path, included_values(self, path)));
  return make(arrays_of(columns), columns.rows(), included);
}

void bind_frames(nb::module_& module) {
  module.def("columns", [](QuerySet& self, const std::vector<std::string>& paths) {
    Columns columns = unlocked([&] { return self.database->store().columns(self.query, paths); });
    return arrays_of(columns);
  });
}

}  // namespace lamin::python
