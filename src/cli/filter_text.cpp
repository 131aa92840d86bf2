#include "cli/filter_text.hpp"

#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/parse.hpp"
#include "cli/usage.hpp"
#include "query/compile.hpp"

namespace lamin::cli {
namespace {

using schema::FieldType;

[[noreturn]] void refuse(std::string_view text, std::string_view path, std::string_view wanted) {
  throw Error{ErrorCode::invalid_value, "'" + std::string(text) + "' is not " + std::string(wanted)}.with("filter", path);
}

std::int64_t integer(std::string_view text, std::string_view path) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) refuse(text, path, "a whole number");
  return number;
}

double real(std::string_view text, std::string_view path) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) refuse(text, path, "a number");
  return number;
}

Value value_of(std::string_view text, FieldType type, std::string_view path) {
  switch (type) {
    case FieldType::boolean: return boolean_of(text, path);
    case FieldType::small_auto:
    case FieldType::automatic:
    case FieldType::big_auto:
    case FieldType::small_integer:
    case FieldType::integer:
    case FieldType::big_integer:
    case FieldType::foreign_key:
    case FieldType::one_to_one: return integer(text, path);
    case FieldType::real: return real(text, path);
    case FieldType::timestamp:
      if (const auto time = parse_timestamp(text)) return *time;
      refuse(text, path, "a time such as 2025-04-01 or 2025-04-01T17:42:41");
    case FieldType::date:
      if (const auto date = parse_date(text)) return *date;
      refuse(text, path, "a date such as 2025-04-01");
    default: return text;
  }
}

bool is_text_lookup(std::string_view path) {
  for (const auto lookup : {"__contains", "__icontains", "__startswith", "__istartswith", "__endswith", "__iendswith", "__iexact"}) {
    if (path.ends_with(lookup)) return true;
  }
  return false;
}

}  // namespace

query::Filter filter_of(std::string_view text, const schema::Registry& registry, const schema::Catalog& catalog) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    throw UsageError("Invalid value for '--filter': '" + std::string(text) + "' is not of the form path=value.");
  }
  const std::string path(text.substr(0, equals));
  const std::string_view value = text.substr(equals + 1);
  if (path.ends_with("__isnull")) return query::Filter::condition(path, boolean_of(value, path));
  if (is_text_lookup(path)) return query::Filter::condition(path, value);
  const auto destination = query::resolve(registry, path, catalog);
  const FieldType type = destination.field == nullptr ? FieldType::foreign_key : destination.field->type;
  if (!path.ends_with("__in") && !path.ends_with("__range")) {
    if (value == "null" || value == "None") return query::Filter::condition(path, Value());
    return query::Filter::condition(path, value_of(value, type, path));
  }
  std::vector<Value> values;
  for (const auto part : split(value, ",")) values.push_back(value_of(trim(part), type, path));
  return query::Filter::condition(path, std::move(values));
}

}  // namespace lamin::cli
