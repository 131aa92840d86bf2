#include "annotation/given.hpp"

#include <algorithm>
#include <optional>

#include "base/time.hpp"
#include "schema/registry.hpp"

namespace lamin::annotation {
namespace {

constexpr std::size_t length_of_date = 10;

// "20240102" is the first moment of that day, too.
std::optional<Timestamp> time_of(const std::string& text) {
  const bool is_compact = text.size() == 8 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_compact) return parse_timestamp(text);
  return parse_timestamp(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
}

std::string dtype_of_text(const std::string& text) {
  if (text.size() == length_of_date && parse_date(text)) return "date";
  return time_of(text) ? "datetime" : "cat ? str";
}

std::string dtype_of_element(const Json& value) {
  if (value.is_boolean()) return "bool";
  if (value.is_integer()) return "int";
  if (value.is_real()) return "float";
  return value.is_text() ? "cat ? str" : "?";
}

std::string dtype_of_list(const Json::Array& elements) {
  if (elements.empty()) return "?";
  const std::string first = dtype_of_element(elements.front());
  const bool alike =
      std::ranges::all_of(elements, [&](const Json& element) { return dtype_of_element(element) == first; });
  return alike && first != "?" ? "list[" + first + "]" : "?";
}

std::string dtype_of(const Json& value) {
  if (value.is_text()) return dtype_of_text(value.text());
  if (value.is_object()) return "dict";
  return value.is_array() ? dtype_of_list(value.elements()) : dtype_of_element(value);
}

}  // namespace

Given Given::of(std::string name, Json value) {
  std::string text = value.is_null() ? "None" : value.is_text() ? value.text() : value.python_text();
  return {.name = std::move(name),
          .kind = Kind::value,
          .value = std::move(value),
          .records = {},
          .text = std::move(text)};
}

Given Given::of(std::string name, std::vector<records::Record> records, bool is_list) {
  return {.name = std::move(name),
          .kind = is_list ? Kind::records : Kind::record,
          .value = {},
          .records = std::move(records),
          .text = {}};
}

Given Given::unknown(std::string name, std::string text) {
  return {
      .name = std::move(name), .kind = Kind::unknown, .value = {}, .records = {}, .text = std::move(text)};
}

std::string inferred_dtype(const Given& given) {
  if (given.kind == Given::Kind::record)
    return "cat[" + given.records.front().registry().display_name() + "]";
  return given.kind == Given::Kind::value ? dtype_of(given.value) : "?";
}

bool fits(std::string_view dtype, const Given& given) {
  const std::string inferred = inferred_dtype(given);
  if (inferred == "?") return false;
  if (dtype == "num") return inferred == "int" || inferred == "float";
  if (dtype == "str") return inferred == "cat ? str" || inferred == "list[cat ? str]";
  return dtype == inferred;
}

Json stored_form(const Json& value, std::string_view dtype) {
  if (dtype != "datetime" || !value.is_text()) return value;
  const std::string& text = value.text();
  const auto time = time_of(text);
  const bool has_zone =
      text.size() > length_of_date && text.find_first_of("+-Zz", length_of_date) != std::string::npos;
  if (!time || has_zone) return value;
  std::string iso = iso_text(*time);
  return iso.substr(0, iso.rfind('+'));
}

}  // namespace lamin::annotation
