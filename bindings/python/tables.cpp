#include "tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include "base/error.hpp"
#include "base/time.hpp"
#include "value_list.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using curation::CellKind;
using curation::Rows;

/// A one-dimensional array that another object owns.
class Buffer {
 public:
  explicit Buffer(nb::handle owner) {
    if (PyObject_GetBuffer(owner.ptr(), &view_, PyBUF_STRIDED_RO | PyBUF_FORMAT) != 0)
      throw nb::python_error();
  }
  ~Buffer() { PyBuffer_Release(&view_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  std::size_t size() const { return static_cast<std::size_t>(view_.shape[0]); }
  std::size_t width() const { return static_cast<std::size_t>(view_.itemsize); }
  const char* at(std::size_t index) const {
    return static_cast<const char*>(view_.buf) + static_cast<Py_ssize_t>(index) * view_.strides[0];
  }
  /// Of an array of objects.
  PyObject* object(std::size_t index) const {
    PyObject* value = nullptr;
    std::memcpy(&value, at(index), sizeof value);
    return value == nullptr ? Py_None : value;
  }

 private:
  Py_buffer view_{};
};

/// Texts that read as one, dates and times; numbers, which count nanoseconds.
bool becomes_time(PyObject* value) {
  if (PyUnicode_Check(value) != 0) {
    const std::string_view text = text_of(value);
    return parse_timestamp(text) || parse_date(text);
  }
  if (PyBool_Check(value)) return false;
  if (PyLong_Check(value) != 0 || PyFloat_Check(value) != 0) return true;
  const nb::str name = nb::type_name(nb::handle(value).type());
  std::string_view type = name.c_str();
  type = type.substr(type.rfind('.') + 1);
  return type.starts_with("int") || type.starts_with("uint") || type.starts_with("float") || type == "date" ||
         type == "datetime" || type == "datetime64" || type == "Timestamp";
}

/// Codes of categories; -1 is a missing value.  Only the texts of categories that occur are copied.
class CategoryCells : public curation::Cells {
 public:
  CategoryCells(nb::handle codes, nb::handle categories) : codes_(codes), categories_(categories) {}

  std::vector<std::string> distinct() override {
    std::vector<std::string> values;
    std::vector<char> seen(categories_.size(), 0);
    for (std::size_t row = 0; row < codes_.size() && values.size() < categories_.size(); ++row) {
      const auto code = code_at(row);
      if (code < 0 || seen[static_cast<std::size_t>(code)] != 0) continue;
      seen[static_cast<std::size_t>(code)] = 1;
      values.push_back(text_at(static_cast<std::size_t>(code)));
    }
    return values;
  }

  std::vector<Rows> rows_with(std::span<const std::string> values, std::size_t most) override {
    std::vector<Rows> result(values.size());
    std::unordered_map<std::string_view, int> places;
    for (std::size_t i = 0; i < values.size(); ++i) places.emplace(values[i], static_cast<int>(i));
    std::vector<int> place(categories_.size(), -1);
    for (std::size_t code = 0; code < categories_.size(); ++code)
      if (const auto found = places.find(text_at(code)); found != places.end()) place[code] = found->second;
    for (std::size_t row = 0; row < codes_.size(); ++row) {
      const auto code = code_at(row);
      if (code >= 0 && place[static_cast<std::size_t>(code)] >= 0)
        result[static_cast<std::size_t>(place[static_cast<std::size_t>(code)])].note(row, most);
    }
    return result;
  }

  Rows missing(std::size_t most) override {
    Rows rows;
    for (std::size_t row = 0; row < codes_.size(); ++row)
      if (code_at(row) < 0) rows.note(row, most);
    return rows;
  }

  Rows not_of(CellKind kind, std::size_t most) override {
    Rows rows;
    if (kind == CellKind::text && count_texts() == categories_.size()) return rows;
    for (std::size_t row = 0; row < codes_.size(); ++row)
      if (code_at(row) >= 0) rows.note(row, most);
    return rows;
  }

  Rows not_convertible_to(CellKind, std::size_t most) override {
    std::vector<char> fits(categories_.size());
    for (std::size_t i = 0; i < fits.size(); ++i) fits[i] = becomes_time(categories_.object(i)) ? 1 : 0;
    Rows rows;
    for (std::size_t row = 0; row < codes_.size(); ++row)
      if (const auto code = code_at(row); code >= 0 && fits[static_cast<std::size_t>(code)] == 0)
        rows.note(row, most);
    return rows;
  }

  std::string shown(std::size_t row) override {
    const auto code = code_at(row);
    return code < 0 ? "NaN" : text_at(static_cast<std::size_t>(code));
  }

  bool has_numbers() override { return categories_.size() > 0 && count_texts() == 0; }

  std::vector<std::string> categories() override {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < categories_.size(); ++i) texts.push_back(text_at(i));
    return texts;
  }

 private:
  std::size_t count_texts() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < categories_.size(); ++i)
      count += PyUnicode_Check(categories_.object(i)) != 0 ? 1 : 0;
    return count;
  }

  std::string text_at(std::size_t category) const {
    PyObject* value = categories_.object(category);
    return std::string(PyUnicode_Check(value) != 0 ? text_of(value) : text_of(nb::str(nb::handle(value))));
  }

  std::int64_t code_at(std::size_t row) const {
    const char* place = codes_.at(row);
    switch (codes_.width()) {
      case 1:
        return *reinterpret_cast<const std::int8_t*>(place);
      case 2:
        return *reinterpret_cast<const std::int16_t*>(place);
      case 4:
        return *reinterpret_cast<const std::int32_t*>(place);
      default:
        return *reinterpret_cast<const std::int64_t*>(place);
    }
  }

  Buffer codes_;
  Buffer categories_;  // objects
};

/// An array of Python objects.
class ObjectCells : public curation::Cells {
 public:
  explicit ObjectCells(nb::handle objects) : objects_(objects) {}

  std::vector<std::string> distinct() override {
    scan();
    return distinct_;
  }

  std::vector<Rows> rows_with(std::span<const std::string> values, std::size_t most) override {
    scan();
    std::vector<Rows> result(values.size());
    std::vector<int> place(distinct_.size(), -1);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (const auto found = places_.find(values[i]); found != places_.end())
        place[found->second] = static_cast<int>(i);
    for (std::size_t row = 0; row < codes_.size(); ++row)
      if (codes_[row] >= 0 && place[static_cast<std::size_t>(codes_[row])] >= 0)
        result[static_cast<std::size_t>(place[static_cast<std::size_t>(codes_[row])])].note(row, most);
    return result;
  }

  Rows missing(std::size_t most) override {
    return rows_where(most, [](PyObject* value) { return is_missing(value); });
  }

  Rows not_of(CellKind kind, std::size_t most) override {
    return rows_where(most, [kind](PyObject* value) { return !is_of(value, kind) && !is_missing(value); });
  }

  Rows not_convertible_to(CellKind, std::size_t most) override {
    return rows_where(most, [](PyObject* value) { return !is_missing(value) && !becomes_time(value); });
  }

  std::string shown(std::size_t row) override {
    PyObject* value = objects_.object(row);
    if (PyFloat_Check(value) && std::isnan(PyFloat_AsDouble(value))) return "NaN";
    return std::string(text_of(nb::str(nb::handle(value))));
  }

  bool has_numbers() override {
    scan();
    return has_numbers_ && !has_text_;
  }

 private:
  static bool is_of(PyObject* value, CellKind kind) {
    if (kind == CellKind::text) return PyUnicode_Check(value) != 0;
    const std::string_view type = nb::type_name(nb::handle(value).type()).c_str();
    return type == "datetime.date" || type == "date";
  }

  template <class Test>
  Rows rows_where(std::size_t most, const Test& test) const {
    Rows rows;
    for (std::size_t row = 0; row < objects_.size(); ++row)
      if (test(objects_.object(row))) rows.note(row, most);
    return rows;
  }

  /// Numbers the distinct values.  Cells of one column are mostly a few objects, so that a look at the object
  /// spares one at its text.
  void scan() {
    if (is_scanned_) return;
    is_scanned_ = true;
    std::unordered_map<PyObject*, std::int32_t> by_object;
    codes_.resize(objects_.size());
    PyObject* last = nullptr;
    std::int32_t last_code = -1;
    for (std::size_t row = 0; row < objects_.size(); ++row) {
      PyObject* value = objects_.object(row);
      if (value != last) {
        last = value;
        last_code = code_of(value, by_object);
      }
      codes_[row] = last_code;
    }
  }

  std::int32_t code_of(PyObject* value, std::unordered_map<PyObject*, std::int32_t>& by_object) {
    constexpr std::size_t most_objects = 100'000;
    if (const auto known = by_object.find(value); known != by_object.end()) return known->second;
    std::int32_t code = -1;
    if (!is_missing(value)) {
      const bool is_text = PyUnicode_Check(value) != 0;
      (is_text ? has_text_ : has_numbers_) = true;
      std::string text =
          is_text ? std::string(text_of(value)) : std::string(text_of(nb::str(nb::handle(value))));
      const auto [place, is_new] = places_.try_emplace(std::move(text), distinct_.size());
      if (is_new) distinct_.push_back(place->first);
      code = static_cast<std::int32_t>(place->second);
    }
    if (by_object.size() < most_objects) by_object.emplace(value, code);
    return code;
  }

  Buffer objects_;
  bool is_scanned_ = false;
  bool has_text_ = false;
  bool has_numbers_ = false;
  std::vector<std::int32_t> codes_;  // place among the distinct values; -1 = missing
  std::vector<std::string> distinct_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// What Python finds out about numbers and times: seldom asked for.
class OtherCells : public curation::Cells {
 public:
  explicit OtherCells(nb::object wrapped) : wrapped_(std::move(wrapped)) {}

  std::vector<std::string> distinct() override { return texts(wrapped_.attr("distinct")()); }
  std::vector<Rows> rows_with(std::span<const std::string> values, std::size_t most) override {
    std::vector<Rows> result;
    for (const std::string& value : values)
      result.push_back(rows(wrapped_.attr("rows_with")(value.c_str()), most));
    return result;
  }
  Rows missing(std::size_t most) override { return rows(wrapped_.attr("missing")(), most); }
  Rows not_of(CellKind, std::size_t most) override { return rows(wrapped_.attr("present")(), most); }
  Rows not_convertible_to(CellKind, std::size_t) override { return {}; }
  std::string shown(std::size_t row) override { return std::string(text_of(wrapped_.attr("shown")(row))); }
  bool has_numbers() override { return true; }

 private:
  static std::vector<std::string> texts(nb::handle list) {
    std::vector<std::string> result;
    for (nb::handle one : list) result.emplace_back(text_of(one));
    return result;
  }
  static Rows rows(nb::handle list, std::size_t most) {
    Rows result;
    for (nb::handle row : list) result.note(nb::cast<std::size_t>(row), most);
    return result;
  }

  nb::object wrapped_;
};

/// Wraps a column at the first question.  Answers without the GIL held by the caller, too.
class LazyCells : public curation::Cells {
  template <class Ask>
  auto asked(Ask ask) {
    nb::gil_scoped_acquire acquire;
    if (!cells_) cells_ = cells_of(make_(position_), kind_);
    return ask(*cells_);
  }

 public:
  LazyCells(nb::object make, std::size_t position, CellKind kind)
      : make_(std::move(make)), position_(position), kind_(kind) {}

  std::vector<std::string> distinct() override {
    return asked([](auto& cells) { return cells.distinct(); });
  }
  std::vector<Rows> rows_with(std::span<const std::string> values, std::size_t most) override {
    return asked([&](auto& cells) { return cells.rows_with(values, most); });
  }
  Rows missing(std::size_t most) override {
    return asked([&](auto& cells) { return cells.missing(most); });
  }
  Rows not_of(CellKind kind, std::size_t most) override {
    return asked([&](auto& cells) { return cells.not_of(kind, most); });
  }
  Rows not_convertible_to(CellKind kind, std::size_t most) override {
    return asked([&](auto& cells) { return cells.not_convertible_to(kind, most); });
  }
  std::string shown(std::size_t row) override {
    return asked([&](auto& cells) { return cells.shown(row); });
  }
  bool has_numbers() override {
    return asked([](auto& cells) { return cells.has_numbers(); });
  }
  std::vector<std::string> categories() override {
    return asked([](auto& cells) { return cells.categories(); });
  }

 private:
  nb::object make_;
  std::size_t position_;
  CellKind kind_;
  std::shared_ptr<curation::Cells> cells_;
};

}  // namespace

std::shared_ptr<curation::Cells> cells_of(nb::object wrapped, CellKind kind) {
  if (kind == CellKind::category) {
    nb::object codes = wrapped.attr("codes")();
    nb::object categories = wrapped.attr("categories")();
    return std::make_shared<CategoryCells>(codes, categories);
  }
  if (kind == CellKind::object || kind == CellKind::text || kind == CellKind::date)
    return std::make_shared<ObjectCells>(nb::object(wrapped.attr("objects")()));
  return std::make_shared<OtherCells>(std::move(wrapped));
}

curation::Table table_of(nb::handle names, nb::handle dtypes, nb::object cells, nb::object label,
                         std::size_t rows) {
  curation::Table table;
  table.rows = rows;
  std::size_t position = 0;
  for (nb::handle name : names) {
    nb::handle dtype = dtypes[position];
    std::string text(text_of(dtype));
    const CellKind kind = curation::kind_of(text);
    std::shared_ptr<curation::Cells> column = std::make_shared<LazyCells>(cells, position, kind);
    table.columns.push_back({std::string(text_of(name)), std::move(text), kind, std::move(column)});
    ++position;
  }
  if (!label.is_none()) {
    table.has_numbers_as_labels = false;
    table.label = [label](std::size_t row) {
      nb::gil_scoped_acquire acquire;
      return std::string(text_of(nb::str(label(row))));
    };
  }
  return table;
}

}  // namespace lamin::python
