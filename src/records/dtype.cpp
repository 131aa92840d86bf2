#include "records/dtype.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::records {
namespace {

constexpr std::array<std::string_view, 10> names = {"cat",  "num",  "str",      "int",    "float",
                                                    "bool", "date", "datetime", "object", "dict"};

bool is_simple(std::string_view dtype, DtypeOwner owner) {
  return std::ranges::find(names, dtype) != names.end() && (dtype != "dict" || owner == DtypeOwner::param);
}

[[noreturn]] void throw_no_registry(std::string_view text) {
  throw Error(
      ErrorCode::validation_failed,
      "'" + std::string(text) + "' is an invalid dtype, has to be registry, e.g. ULabel or bionty.CellType");
}

[[noreturn]] void throw_malformed(std::string_view dtype) {
  throw Error(ErrorCode::invalid_value, "dtype '" + std::string(dtype) + "' has unbalanced brackets");
}

// Where `character` stands outside of inner brackets; npos if nowhere.
std::size_t outer(std::string_view text, char character, std::size_t from = 0) {
  int depth = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (depth == 0 && text[i] == character) return i;
    if (text[i] == '[') ++depth;
    if (text[i] == ']') --depth;
  }
  return std::string_view::npos;
}

void expect_balanced(std::string_view dtype) {
  int depth = 0;
  for (char character : dtype) {
    if (character == '[') ++depth;
    if (character == ']' && --depth < 0) throw_malformed(dtype);
  }
  if (depth != 0) throw_malformed(dtype);
}

bool starts_upper(std::string_view text) {
  return !text.empty() && text.front() >= 'A' && text.front() <= 'Z';
}

// "bionty.CellType.ontology_id" -> "bionty.CellType", "ontology_id"; "ULabel.name" -> "ULabel", "name".
std::pair<std::string, std::string> split_field(std::string_view text) {
  const auto words = split(text, ".");
  const std::size_t of_registry = starts_upper(words.front()) ? 1 : 2;
  std::string registry(words.front()), field;
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string& target = i < of_registry ? registry : field;
    if (!target.empty()) target += '.';
    target += words[i];
  }
  return {registry, field};
}

// Whether records of it can be values of artifacts: artifacts are linked to them.  What an artifact merely
// points to, such as its user, is none.
bool has_values(const schema::Catalog& catalog, const schema::Registry& registry) {
  if (registry.traits.is_link || registry.traits.is_automatic) return false;
  const schema::Registry& artifact = catalog.get("Artifact");
  if (&registry == &artifact) return true;
  return std::ranges::any_of(catalog.relations(artifact), [&](const schema::Relation& relation) {
    return relation.target == &registry && relation.kind != schema::Relation::Kind::forward;
  });
}

DtypePart parse_part(const schema::Catalog& catalog, std::string_view text) {
  DtypePart part;
  std::string_view head = text, field;
  std::string name;
  if (const auto open = text.find('['); open != std::string_view::npos) {
    const auto close = text.rfind(']');
    name = text.substr(0, open);
    part.subtype = text.substr(open + 1, close - open - 1);
    field = text.substr(close + 1);
    if (!field.empty() && field.front() != '.') throw_no_registry(text);
    if (!field.empty()) field.remove_prefix(1);
    part.field = field;
  } else {
    std::tie(name, part.field) = split_field(head);
  }
  part.registry = catalog.find(name);
  if (part.registry == nullptr || !has_values(catalog, *part.registry)) throw_no_registry(name);
  if (part.field.empty()) {
    part.field = part.registry->name_field.empty() ? "name" : part.registry->naming_field().name;
  }
  if (part.registry->find_field(part.field) == nullptr)
    throw Error(ErrorCode::no_attribute,
                "type object '" + part.registry->name + "' has no attribute '" + part.field + "'");
  return part;
}

}  // namespace

std::string simple_dtypes(DtypeOwner owner) {
  std::string list;
  for (std::string_view name : names)
    if (is_simple(name, owner)) list += (list.empty() ? "'" : ", '") + std::string(name) + "'";
  return "{" + list + "}";
}

std::vector<DtypePart> parse_dtype(const schema::Catalog& catalog, std::string_view dtype, DtypeOwner owner) {
  std::vector<DtypePart> parts;
  if (is_simple(dtype, owner)) return parts;
  if (!dtype.starts_with("cat[") || !dtype.ends_with(']')) {
    if (dtype.starts_with("cat[")) throw_malformed(dtype);
    throw Error(ErrorCode::invalid_value,
                "dtype is '" + std::string(dtype) + "' but has to be one of " + simple_dtypes(owner) + "!");
  }
  const std::string_view inside = dtype.substr(4, dtype.size() - 5);
  if (inside.empty()) return parts;
  expect_balanced(inside);
  std::size_t from = 0;
  while (true) {
    const auto bar = outer(inside, '|', from);
    parts.push_back(
        parse_part(catalog, inside.substr(from, bar == std::string_view::npos ? bar : bar - from)));
    if (bar == std::string_view::npos) return parts;
    from = bar + 1;
  }
}

std::string categorical_dtype(
    const std::vector<std::pair<const schema::Registry*, std::string>>& registries) {
  std::string inside;
  for (const auto& [registry, field] : registries) {
    if (!inside.empty()) inside += '|';
    inside += registry->display_name();
    if (!field.empty()) inside += "." + field;
  }
  return "cat[" + inside + "]";
}

std::string filtered_dtype(std::string_view dtype, const Json& filters) {
  if (!dtype.starts_with("cat[") || contains(dtype, "|") || contains(dtype.substr(4), "["))
    throw Error(ErrorCode::validation_failed, "cat_filters can only be passed for a dtype of one registry")
        .with("dtype", std::string(dtype));
  std::string list;
  for (const auto& [name, value] : filters.members())
    list += (list.empty() ? "" : ", ") + name + "='" +
            (value.is_text() ? value.text() : value.python_text()) + "'";
  const std::string_view inside = dtype.substr(4, dtype.size() - 5);
  auto [registry, field] = split_field(inside);
  return "cat[" + registry + "[" + list + "]" + (field.empty() ? "" : "." + field) + "]";
}

}  // namespace lamin::records
