#include "formats/h5ad/h5ad.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/error.hpp"
#include "formats/h5ad/hdf5.hpp"

namespace lamin::formats {
namespace {

using hdf5::Array;
using hdf5::Object;

std::vector<std::int32_t> narrow(const std::vector<std::int64_t>& codes) {
  return {codes.begin(), codes.end()};
}

std::vector<std::string> texts_of(Array array) {
  if (array.is_text()) return std::move(array.texts);
  std::vector<std::string> texts;
  for (const std::int64_t value : array.integers) texts.push_back(std::to_string(value));
  for (const double value : array.reals) texts.push_back(std::to_string(value));
  return texts;
}

/// The data set of a one-dimensional element: texts of pandas 3 and numbers with a mask are a group of both.
Object elements_of(Object element) {
  return element.is_group() && element.has("values") ? element.child("values") : std::move(element);
}

/// `mask` is empty, or says of each row whether its text is missing.
void take_texts(FrameColumn& column, const std::vector<std::string>& texts,
                const std::vector<std::int64_t>& mask = {}) {
  column.dtype = "object";
  std::unordered_map<std::string_view, std::int32_t> places;
  column.codes.reserve(texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (row < mask.size() && mask[row] != 0) {
      column.codes.push_back(-1);
      continue;
    }
    const auto [place, is_new] =
        places.try_emplace(texts[row], static_cast<std::int32_t>(column.values.size()));
    if (is_new) column.values.push_back(texts[row]);
    column.codes.push_back(place->second);
  }
}

void take_categories(FrameColumn& column, Array codes, Array categories) {
  column.dtype = "category";
  column.codes = narrow(codes.integers);
  column.holds = categories.is_text() ? FrameColumn::Holds::texts : FrameColumn::Holds::numbers;
  column.values = texts_of(std::move(categories));
}

void take_numbers(FrameColumn& column, Array values) {
  column.integers = std::move(values.integers);
  column.reals = std::move(values.reals);
}

void take_values(FrameColumn& column, Array values) {
  if (values.is_text()) return take_texts(column, values.texts);
  column.dtype = values.dtype;
  for (std::size_t row = 0; row < values.reals.size(); ++row)
    if (std::isnan(values.reals[row])) column.missing.push_back(row);
  take_numbers(column, std::move(values));
}

/// Texts with a mask, and numbers: "int64" -> "Int64".
void take_masked(FrameColumn& column, const Object& group) {
  Array values = group.child("values").read();
  const std::vector<std::int64_t> mask = group.child("mask").read().integers;
  if (values.is_text()) return take_texts(column, values.texts, mask);
  for (std::size_t row = 0; row < mask.size(); ++row)
    if (mask[row] != 0) column.missing.push_back(row);
  column.dtype = values.dtype;
  if (column.dtype == "bool") {
    column.dtype = "boolean";
  } else {
    column.dtype.front() = static_cast<char>(column.dtype.front() - 'a' + 'A');
    if (column.dtype.starts_with("Uint")) column.dtype[1] = 'I';
  }
  take_numbers(column, std::move(values));
}

FrameColumn read_column(const Object& table, const std::string& name) {
  FrameColumn column;
  column.name = name;
  const Object object = table.child(name);
  if (object.is_group()) {
    if (object.has("categories")) {
      take_categories(column, object.child("codes").read(), elements_of(object.child("categories")).read());
    } else {
      take_masked(column, object);
    }
  } else if (const auto categories = object.referenced("categories")) {
    take_categories(column, object.read(), categories->read());
  } else {
    take_values(column, object.read());
  }
  return column;
}

Frame read_group(const Object& table) {
  Frame frame;
  frame.index_name = table.attribute_text("_index");
  if (frame.index_name.empty()) frame.index_name = "index";
  if (!table.has(frame.index_name)) {
    throw Error{ErrorCode::invalid_value, "The table has no names of rows"}.with("index", frame.index_name);
  }
  frame.index = texts_of(elements_of(table.child(frame.index_name)).read());
  frame.rows = frame.index.size();
  if (const auto order = table.attribute("column-order")) {
    for (const std::string& name : order->texts) frame.columns.push_back(read_column(table, name));
  }
  return frame;
}

/// Categories of the layouts before 0.7: uns/<column>_categories.
std::optional<Array> categories_in_uns(const Object& file, const std::string& name) {
  if (!file.has("uns")) return std::nullopt;
  const Object uns = file.child("uns");
  if (!uns.is_group() || !uns.has(name + "_categories")) return std::nullopt;
  return uns.child(name + "_categories").read();
}

Frame read_compound(const Object& file, const Object& table) {
  Frame frame;
  for (const std::string& name : table.parts()) {
    Array values = table.read_part(name);
    if (name == "index" || name == "_index") {
      frame.index_name = name;
      frame.index = texts_of(std::move(values));
      continue;
    }
    FrameColumn& column = frame.columns.emplace_back();
    column.name = name;
    auto categories = categories_in_uns(file, name);
    if (categories && !values.integers.empty()) {
      take_categories(column, std::move(values), std::move(*categories));
    } else {
      take_values(column, std::move(values));
    }
  }
  if (frame.index.empty() && table.size() > 0)
    throw Error{ErrorCode::invalid_value, "The table has no names of rows"};
  frame.rows = table.size();
  return frame;
}

}  // namespace

Frame read_h5ad(const std::filesystem::path& path, const std::string& name) {
  const Object file = Object::open_file(path);
  const Object table = file.child(name);
  return table.is_group() ? read_group(table) : read_compound(file, table);
}

std::size_t observations_of_h5ad(const std::filesystem::path& path) {
  const Object file = Object::open_file(path);
  const Object obs = file.child("obs");
  if (!obs.is_group()) return obs.size();
  std::string index = obs.attribute_text("_index");
  return elements_of(obs.child(index.empty() ? "index" : index)).size();
}

std::string dtype_of_x(const std::filesystem::path& path) {
  const Object file = Object::open_file(path);
  if (!file.has("X")) return "";
  return file.child("X").dtype();
}

}  // namespace lamin::formats
