#include "formats/parquet/pandas_metadata.hpp"

#include <algorithm>
#include <cstring>

#include "base/error.hpp"
#include "base/json.hpp"

namespace lamin::formats {
namespace {

/// Walks the pairs of an Arrow schema: a count, then lengths and bytes in turn.
class Pairs {
 public:
  explicit Pairs(const char* place) : place_(place) {}

  std::int32_t number() {
    std::int32_t value = 0;
    std::memcpy(&value, place_, sizeof value);
    place_ += sizeof value;
    return value;
  }
  std::string_view text() {
    const auto length = static_cast<std::size_t>(number());
    const std::string_view result(place_, length);
    place_ += length;
    return result;
  }

 private:
  const char* place_;
};

std::string_view find_text(const char* metadata, std::string_view wanted) {
  if (metadata == nullptr) return {};
  Pairs pairs(metadata);
  for (std::int32_t left = pairs.number(); left > 0; --left) {
    const std::string_view key = pairs.text();
    const std::string_view value = pairs.text();
    if (key == wanted) return value;
  }
  return {};
}

std::string text_of(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  return found != nullptr && found->is_text() ? found->text() : "";
}

std::int64_t integer_of(const Json& json, std::string_view key, std::int64_t otherwise) {
  const Json* found = json.find(key);
  return found != nullptr && found->is_integer() ? found->integer() : otherwise;
}

void take_index(const Json& json, PandasMetadata& result) {
  if (!json.is_array()) return;
  for (const Json& one : json.elements()) {
    if (one.is_text()) result.index_columns.push_back(one.text());
    if (one.is_object() && text_of(one, "kind") == "range")
      result.range = {.start = integer_of(one, "start", 0), .step = integer_of(one, "step", 1)};
  }
}

void take_types(const Json& json, PandasMetadata& result) {
  if (!json.is_array()) return;
  for (const Json& one : json.elements()) {
    std::string field = text_of(one, "field_name");
    if (field.empty()) field = text_of(one, "name");
    result.numpy_types.emplace(std::move(field), text_of(one, "numpy_type"));
  }
}

}  // namespace

bool PandasMetadata::is_index(std::string_view field) const {
  return std::ranges::find(index_columns, field) != index_columns.end();
}

std::string PandasMetadata::numpy_type(const std::string& field) const {
  const auto found = numpy_types.find(field);
  return found == numpy_types.end() ? "" : found->second;
}

PandasMetadata read_pandas_metadata(const char* metadata) {
  PandasMetadata result;
  const std::string_view text = find_text(metadata, "pandas");
  if (text.empty()) return result;
  try {
    const Json json = Json::parse(text);
    if (const Json* index = json.find("index_columns")) take_index(*index, result);
    if (const Json* columns = json.find("columns")) take_types(*columns, result);
  } catch (const Error&) {
    return {};
  }
  return result;
}

}  // namespace lamin::formats
