#include "formats/arrow/column.hpp"

#include <cmath>

namespace lamin::formats::arrow {
namespace {

bool is_number(Kind kind) {
  return kind == Kind::whole || kind == Kind::real;
}

/// Kept as what they are; everything else is an object to pandas.
bool has_own_type(Kind kind) {
  return is_number(kind) || kind == Kind::truth || kind == Kind::time || kind == Kind::duration;
}

FrameColumn::Holds holds_of(Kind kind) {
  if (kind == Kind::text) return FrameColumn::Holds::texts;
  if (kind == Kind::date) return FrameColumn::Holds::dates;
  return is_number(kind) ? FrameColumn::Holds::numbers : FrameColumn::Holds::others;
}

/// Types of pandas itself, which keep their missing values: "Int64", "boolean", "string", "int64[pyarrow]".
bool is_extension(std::string_view name) {
  return name.starts_with("Int") || name.starts_with("UInt") || name.starts_with("Float") ||
         name == "boolean" || name.starts_with("string") || name.ends_with("[pyarrow]") ||
         name.starts_with("period") || name.starts_with("interval");
}

std::string missing_text_of(std::string_view dtype) {
  if (dtype.starts_with("datetime64") || dtype.starts_with("timedelta64")) return "NaT";
  if (is_extension(dtype)) return "<NA>";
  return dtype == "object" ? "None" : "NaN";
}

}  // namespace

ColumnBuilder::ColumnBuilder(const ArrowSchema& field, std::string numpy_type)
    : type_(type_of(field.dictionary != nullptr ? field.dictionary->format : field.format)),
      numpy_type_(std::move(numpy_type)),
      is_category_(field.dictionary != nullptr) {
  column_.name = field.name;
  column_.holds = holds_of(type_.kind);
}

void ColumnBuilder::add(const ArrowSchema& field, const ArrowArray& array) {
  if (field.dictionary != nullptr) {
    add_dictionary(field, array);
  } else {
    const Values values(field, array);
    has_own_type(type_.kind) ? add_numbers(values) : add_objects(values);
  }
  rows_ += static_cast<std::size_t>(array.length);
}

FrameColumn ColumnBuilder::take() {
  column_.dtype = dtype();
  if (column_.dtype == "object" && has_own_type(type_.kind)) turn_into_objects();
  if (column_.dtype.starts_with("float") && type_.kind == Kind::whole) {
    column_.reals.assign(column_.integers.begin(), column_.integers.end());
    column_.integers.clear();
  }
  column_.missing_text = missing_text_of(column_.dtype);
  return std::move(column_);
}

void ColumnBuilder::add_dictionary(const ArrowSchema& field, const ArrowArray& array) {
  note_codes_of(Values(*field.dictionary, *array.dictionary));
  const Values codes(field, array);
  column_.codes.reserve(column_.codes.size() + codes.size());
  for (std::size_t row = 0; row < codes.size(); ++row)
    column_.codes.push_back(codes.has(row) ? codes_of_dictionary_[static_cast<std::size_t>(codes.whole(row))]
                                           : -1);
}

void ColumnBuilder::note_codes_of(const Values& dictionary) {
  if (dictionary_ != nullptr && dictionary.identity() == dictionary_ &&
      dictionary.size() == codes_of_dictionary_.size())
    return;
  dictionary_ = dictionary.identity();
  codes_of_dictionary_.clear();
  for (std::size_t i = 0; i < dictionary.size(); ++i)
    codes_of_dictionary_.push_back(dictionary.has(i) ? code_of(dictionary.shown(i)) : -1);
}

void ColumnBuilder::add_numbers(const Values& values) {
  const bool is_real = type_.kind == Kind::real;
  for (std::size_t row = 0; row < values.size(); ++row) {
    const bool has_value = values.has(row);
    const double real = is_real && has_value ? values.real(row) : 0;
    if (!has_value || std::isnan(real)) column_.missing.push_back(rows_ + row);
    if (is_real) {
      column_.reals.push_back(real);
    } else {
      column_.integers.push_back(has_value ? values.whole(row) : 0);
    }
  }
}

void ColumnBuilder::add_objects(const Values& values) {
  for (std::size_t row = 0; row < values.size(); ++row)
    column_.codes.push_back(!values.has(row)           ? -1
                            : type_.kind == Kind::text ? code_of(values.bytes(row))
                                                       : code_of(values.shown(row)));
}

std::int32_t ColumnBuilder::code_of(std::string_view text) {
  const auto [place, is_new] =
      places_.try_emplace(std::string(text), static_cast<std::int32_t>(column_.values.size()));
  if (is_new) column_.values.emplace_back(text);
  return place->second;
}

std::string ColumnBuilder::dtype() const {
  if (is_category_) return "category";
  if (numpy_type_.starts_with("string")) return "string";  // whoever keeps its bytes
  if (is_extension(numpy_type_)) return numpy_type_;
  const bool is_whole = column_.missing.empty();
  switch (type_.kind) {
    case Kind::whole:
      return is_whole ? type_.numpy_name : "float64";
    case Kind::real:
      return type_.numpy_name;
    case Kind::truth:
      return is_whole ? "bool" : "object";
    case Kind::time:
      return "datetime64[" + type_.unit + (type_.zone.empty() ? "]" : ", " + type_.zone + "]");
    case Kind::duration:
      return "timedelta64[" + type_.unit + "]";
    default:
      return "object";
  }
}

/// Truths among which are missing ones.
void ColumnBuilder::turn_into_objects() {
  column_.values = {"False", "True"};
  column_.codes.assign(column_.integers.begin(), column_.integers.end());
  for (const std::size_t row : column_.missing) column_.codes[row] = -1;
  column_.integers.clear();
  column_.missing.clear();
}

}  // namespace lamin::formats::arrow
