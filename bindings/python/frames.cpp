// Columns as numpy arrays, written straight into the arrays' memory: no Python call per cell.
//
// A frame crosses as (arrays, index): arrays is a list of (name, kind, array); kind "timestamp" holds
// microseconds since 1970 with the least integer for nothing.  lamindb._frames turns them into a DataFrame.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

#include "annotation/frame.hpp"
#include "errors.hpp"
#include "query/compile.hpp"
#include "query_set.hpp"
#include "records/data_frame.hpp"
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
  void* row(std::size_t index, std::size_t rows) const {
    return static_cast<char*>(buffer_.buf) + static_cast<std::size_t>(buffer_.len) / rows * index;
  }

 private:
  Py_buffer buffer_;
};

/// Strings that repeat (suffixes, kinds) are made once; the views live as long as the column.
class TextPool {
 public:
  /// A new reference.
  PyObject* get(std::string_view text) {
    if (asked_ >= trial && 2 * hits_ < asked_) return to_python(text).release().ptr();  // they do not repeat
    ++asked_;
    Slot& slot = slots_[std::hash<std::string_view>{}(text) % slots_.size()];
    if (slot.object != nullptr && slot.text == text) {
      ++hits_;
      return Py_NewRef(slot.object);
    }
    slot.object = to_python(text).release().ptr();
    slot.text = text;
    return slot.object;  // the array owns it; the slot only borrows
  }

 private:
  static constexpr int trial = 512;
  struct Slot {
    std::string_view text;
    PyObject* object = nullptr;
  };
  int asked_ = 0, hits_ = 0;
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

void write_objects(const Column& column, PyObject** cells) {
  TextPool pool;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.has_value(row)) continue;  // numpy fills with None
    PyObject* value =
        column.type == Column::Type::text ? pool.get(column.text(row)) : cell(column, row).release().ptr();
    PyObject* before = cells[row];
    cells[row] = value;
    Py_XDECREF(before);
  }
}

template <class T, class From>
void write_numbers(const Column& column, const std::vector<From>& values, T* cells, T missing) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    cells[row] = column.has_value(row) ? static_cast<T>(values[row]) : missing;
  }
}

/// The types that pandas infers for such values: whole numbers with gaps are floats, a column of nothing is
/// object.
const char* array_type_of(const Column& column) {
  if (is_empty(column)) return "object";
  switch (column.type) {
    case Column::Type::boolean:
      return is_complete(column) ? "bool" : "object";
    case Column::Type::integer:
      return is_complete(column) ? "int64" : "float64";
    case Column::Type::real:
      return "float64";
    case Column::Type::timestamp:
      return "int64";
    default:
      return "object";
  }
}

void write_column(const Column& column, std::string_view type, void* row) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr std::int64_t not_a_time = std::numeric_limits<std::int64_t>::min();
  if (type == "object") return write_objects(column, static_cast<PyObject**>(row));
  if (type == "bool") return write_numbers<bool>(column, column.integers, static_cast<bool*>(row), false);
  if (type == "int64") {
    return write_numbers<std::int64_t>(column, column.integers, static_cast<std::int64_t*>(row), not_a_time);
  }
  auto* cells = static_cast<double*>(row);
  return column.type == Column::Type::real ? write_numbers(column, column.reals, cells, nan)
                                           : write_numbers(column, column.integers, cells, nan);
}

/// All columns of one type as the rows of one array, which pandas can take as a block without a copy.
void append_block(const std::vector<const Column*>& columns, const char* type, nb::dict& arrays) {
  const std::size_t rows = columns.front()->size();
  nb::object block = nb::module_::import_("numpy").attr("empty")(nb::make_tuple(columns.size(), rows), type);
  const ArrayMemory memory(block);
  for (std::size_t index = 0; index < columns.size(); ++index) {
    write_column(*columns[index], type, memory.row(index, columns.size()));
    arrays[columns[index]->name.c_str()] = block[index];
  }
}

/// Keeps Python from looking for garbage while many containers are made.
class NoCollection {
 public:
  NoCollection() : was_on_(PyGC_Disable() != 0) {}
  ~NoCollection() {
    if (was_on_) PyGC_Enable();
  }
  NoCollection(const NoCollection&) = delete;
  NoCollection& operator=(const NoCollection&) = delete;

 private:
  bool was_on_;
};

/// Python values of a column; texts that repeat are one object, however many there are.
class CellPool {
 public:
  explicit CellPool(const Column& column) : column_(column) {}
  ~CellPool() {
    for (const auto& [text, object] : texts_) Py_DECREF(object);
  }
  CellPool(const CellPool&) = delete;
  CellPool& operator=(const CellPool&) = delete;
  nb::object get(std::size_t row) {
    if (!column_.has_value(row)) return nb::none();
    if (column_.type != Column::Type::text) return cell(column_, row);
    const auto [place, is_new] = texts_.try_emplace(column_.text(row), nullptr);
    if (is_new) place->second = to_python(place->first).release().ptr();
    return nb::borrow(place->second);
  }

 private:
  const Column& column_;
  std::unordered_map<std::string_view, PyObject*> texts_;
};

/// Where keys stand in a column.  Matches mostly come in the order of the keys.
class Places {
 public:
  explicit Places(const Column& keys) : keys_(keys.integers) {}
  std::size_t of(std::int64_t key) {
    if (last_ < keys_.size() && keys_[last_] == key) return last_;
    if (last_ + 1 < keys_.size() && keys_[last_ + 1] == key) return ++last_;
    if (places_.empty()) {
      for (std::size_t row = 0; row < keys_.size(); ++row) places_.try_emplace(keys_[row], row);
    }
    const auto found = places_.find(key);
    return found == places_.end() ? keys_.size() : last_ = found->second;
  }

 private:
  const std::vector<std::int64_t>& keys_;
  std::unordered_map<std::int64_t, std::size_t> places_;
  std::size_t last_ = 0;
};

void put(PyObject*& place, nb::object value, bool many) {
  if (!many) {
    PyObject* before = std::exchange(place, value.release().ptr());
    return Py_XDECREF(before);
  }
  if (place == Py_None) {
    PyObject* set = PySet_New(nullptr);
    if (set == nullptr) nb::raise_python_error();
    Py_DECREF(std::exchange(place, set));
  }
  if (PySet_Add(place, value.ptr()) != 0) nb::raise_python_error();
}

/// An array of the values at a path beyond the registry, a cell for each key; sets if it leads to `many`.
nb::object included_values(QuerySet& self, const std::string& path, bool many, const Column& keys) {
  const Columns matches =
      unlocked([&] { return records::related_values(self.database->store(), self.query, path); });
  nb::object array = nb::module_::import_("numpy").attr("full")(keys.size(), nb::none(), "object");
  if (keys.size() == 0) return array;
  const NoCollection guard;
  const ArrayMemory memory(array);
  CellPool values(matches.columns[1]);
  Places places(keys);
  for (std::size_t row = 0; row < matches.rows(); ++row) {
    const std::size_t place = places.of(matches.columns[0].integers[row]);
    if (place == keys.size()) continue;  // came while we read
    put(*static_cast<PyObject**>(memory.row(place, keys.size())), values.get(row), many);
  }
  return array;
}

const char* kind_of(const Column& column) {
  if (column.type == Column::Type::timestamp && !is_empty(column)) return "timestamp";
  return column.type == Column::Type::duration ? "duration" : "plain";
}

nb::list arrays_of(const Columns& columns) {
  std::map<std::string_view, std::vector<const Column*>> by_type;
  for (const Column& column : columns.columns) by_type[array_type_of(column)].push_back(&column);
  nb::dict arrays;
  for (const auto& [type, of_type] : by_type) append_block(of_type, type.data(), arrays);
  nb::list list;
  for (const Column& column : columns.columns) {
    list.append(nb::make_tuple(column.name, kind_of(column), arrays[column.name.c_str()]));
  }
  return list;
}

/// The first four columns.
std::vector<std::string> columns_beside_included(const schema::Registry& registry) {
  std::vector<std::string> columns;
  for (const schema::Field* field : registry.frame_fields()) {
    if (columns.size() < 4) columns.push_back(field->column);
  }
  return columns;
}

/// Sets of values, NaN where there is none; of `features` that are listed, of all otherwise.
void append_features(QuerySet& self, nb::handle features, const Column& keys, nb::list& arrays) {
  std::optional<std::vector<std::string>> names;
  if (PyList_Check(features.ptr()) || PyTuple_Check(features.ptr()))
    names = nb::cast<std::vector<std::string>>(nb::list(features));
  const std::vector<std::int64_t>& ids = keys.integers;
  const auto columns = unlocked(
      [&] { return annotation::feature_columns(self.database->store(), self.registry(), ids, names); });
  const nb::float_ missing(std::numeric_limits<double>::quiet_NaN());
  for (const auto& column : columns) {
    nb::list cells;
    for (const std::int64_t id : ids) {
      const auto values = column.values.find(id);
      if (values == column.values.end()) {
        cells.append(missing);
        continue;
      }
      nb::list list;
      for (const Json& value : values->second) list.append(to_python(value));
      nb::object set = nb::steal(PySet_New(list.ptr()));
      if (!set.is_valid()) PyErr_Clear();  // lists and dictionaries cannot be in a set
      cells.append(set.is_valid() ? set : nb::object(list));
    }
    arrays.append(nb::make_tuple(column.name, "included", cells));
  }
}

}  // namespace

nb::object data_frame(QuerySet& self, nb::handle include, nb::handle features) {
  nb::object make = nb::module_::import_("lamindb._frames").attr("data_frame");
  std::vector<std::string> paths;
  if (PyUnicode_Check(include.ptr()))
    paths.push_back(std::string(text_of(include)));
  else if (!include.is_none())
    paths = nb::cast<std::vector<std::string>>(include);
  const bool with_features = !features.is_none() && features.ptr() != Py_False;
  if (paths.empty() && !with_features) {
    const Columns columns =
        unlocked([&] { return records::frame_columns(self.database->store(), self.query); });
    return make(arrays_of(columns), columns.rows());
  }
  const std::vector<std::string> shown = columns_beside_included(self.registry());
  Columns columns =
      unlocked([&] { return records::frame_values(self.database->store(), self.query, shown); });
  const Column keys = std::move(columns.columns.back());
  columns.columns.pop_back();
  nb::list arrays = arrays_of(columns), single;
  for (const std::string& path : paths) {
    const bool many = query::resolve(self.registry(), path, self.database->catalog()).is_many();
    nb::object column =
        nb::make_tuple(path, many ? "plain" : "included", included_values(self, path, many, keys));
    many || !with_features ? arrays.append(column) : single.append(column);
  }
  if (with_features) append_features(self, features, keys, arrays);
  for (nb::handle column : single) arrays.append(column);
  return make(arrays, keys.size());
}

void bind_frames(nb::module_& module) {
  module.def("columns", [](QuerySet& self, const std::vector<std::string>& paths) {
    Columns columns = unlocked([&] { return self.database->store().columns(self.query, paths); });
    return arrays_of(columns);
  });
}

}  // namespace lamin::python
