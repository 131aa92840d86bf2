#include "cli/filter_text.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/parse.hpp"
#include "cli/usage.hpp"
#include "query/compile.hpp"

namespace lamin::cli {
namespace {

bool is_whole_number(std::string_view text) {
  return !text.empty() && text.size() < 19 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool ends_at_relation(std::string_view path, const schema::Registry& registry,
                      const schema::Catalog& catalog) {
  try {
    return query::resolve(registry, path, catalog).field == nullptr;
  } catch (const Error&) {
    return false;  // a path with a lookup; what is wrong with others the query says
  }
}

// A relation compares with the id of a record, never with a text.
Value value_of(std::string_view text, bool is_relation) {
  if (text == "null" || text == "None") return {};
  if (is_relation && is_whole_number(text)) return integer_of(text, "--filter");
  return text;
}

}  // namespace

query::Filter filter_of(std::string_view text, const schema::Registry& registry,
                        const schema::Catalog& catalog) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    throw UsageError("Invalid value for '--filter': '" + std::string(text) +
                     "' is not of the form path=value.");
  }
  const std::string path(text.substr(0, equals));
  const std::string_view value = text.substr(equals + 1);
  if (path.ends_with("__isnull")) return query::Filter::condition(path, boolean_of(value, path));
  const bool is_list = path.ends_with("__in") || path.ends_with("__range");
  const std::string_view target =
      is_list ? std::string_view(path).substr(0, path.rfind("__")) : std::string_view(path);
  const bool is_relation = ends_at_relation(target, registry, catalog);
  if (!is_list) return query::Filter::condition(path, value_of(value, is_relation));
  std::vector<Value> values;
  for (const auto part : split(value, ",")) values.push_back(value_of(trim(part), is_relation));
  return query::Filter::condition(path, std::move(values));
}

}  // namespace lamin::cli
