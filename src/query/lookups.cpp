#include "query/lookups.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/comparison.hpp"
#include "query/operands.hpp"

namespace lamin::query {
namespace {

using schema::Field;
using schema::FieldType;

// Longer lists are bound as one parameter.
constexpr std::size_t most_listed_parameters = 16;

using Maker = std::string (*)(const Comparison&);

std::string is_null(const Comparison& c) {
  const auto* wanted = c.single().get_if<bool>();
  if (wanted == nullptr) {
    throw Error{ErrorCode::invalid_value, "The QuerySet value for an isnull lookup must be True or False."};
  }
  return c.left + (*wanted ? " IS NULL" : " IS NOT NULL");
}

template <char... symbols>
std::string compare(const Comparison& c) {
  constexpr std::array<char, sizeof...(symbols)> symbol{symbols...};
  if (const int side = c.is_date_part() ? 0 : beyond_all_numbers(*c.path.field, c.single()); side != 0) {
    const bool holds = symbol[0] == (side > 0 ? '<' : '>');
    return holds ? c.left + " IS NOT NULL" : "1 = 0";
  }
  return c.left + " " + std::string(symbol.data(), symbol.size()) + " " + c.bound(c.single());
}

std::string range(const Comparison& c) {
  const auto& ends = c.list();
  if (ends.size() != 2) {
    throw Error{ErrorCode::invalid_value,
                "The lookup 'range' of field '" + c.path.field->name + "' expects two values."};
  }
  const std::string first = c.bound(ends[0]);
  return c.left + " BETWEEN " + first + " AND " + c.bound(ends[1]);
}

// What a list in one parameter can carry to the database without a change of type.
bool can_travel_as_list(const std::vector<Value>& values) {
  return std::ranges::all_of(values, [](const Value& value) {
    if (const auto* text = value.get_if<std::string>()) return is_valid_utf8(*text);
    return value.is<std::int64_t>();
  });
}

std::string in_list(const std::string& left, std::vector<Value> values, Parameters& parameters) {
  if (values.empty()) return "1 = 0";
  const bool fits = values.size() <= static_cast<std::size_t>(parameters.dialect().max_parameters()) / 2;
  if (values.size() > most_listed_parameters && (can_travel_as_list(values) || !fits)) {
    const bool of_numbers = std::ranges::all_of(values, &Value::is<std::int64_t>);
    const std::string list = parameters.add(parameters.dialect().list_parameter(values));
    return parameters.dialect().in_list(left, list, of_numbers);
  }
  std::string list;
  for (Value& value : values) list += (list.empty() ? "" : ", ") + add_number(std::move(value), parameters);
  return left + " IN (" + list + ")";
}

std::string in(const Comparison& c) {
  std::vector<Value> values;
  values.reserve(c.list().size());
  for (const Value& value : c.list()) {
    if (value.is_null() || (!c.is_date_part() && beyond_all_numbers(*c.path.field, value) != 0)) continue;
    values.push_back(c.held(value));
  }
  return in_list(c.left, std::move(values), c.parameters);
}

std::string escaped(std::string_view text) {
  std::string pattern;
  pattern.reserve(text.size() + 2);
  for (const char c : text) {
    if (c == '\\' || c == '%' || c == '_') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

enum class Case { keep, ignore };

template <bool open_start, bool open_end, Case letters>
std::string like(const Comparison& c) {
  std::string pattern = escaped(as_text(c.single()));
  if (open_start) pattern.insert(0, 1, '%');
  if (open_end) pattern += '%';
  return c.dialect().like(c.left, c.parameters.add(std::move(pattern)), letters == Case::ignore);
}

template <Case letters>
std::string regex(const Comparison& c) {
  return c.dialect().regex(c.left, c.parameters.add(as_text(c.single())), letters == Case::ignore);
}

struct Lookup {
  std::string_view name;
  Maker make;
  bool for_relations = false;
};

constexpr std::array<Lookup, 17> lookups{{
    {"exact", compare<'='>, true},
    {"iexact", like<false, false, Case::ignore>},
    {"contains", like<true, true, Case::keep>},
    {"icontains", like<true, true, Case::ignore>},
    {"startswith", like<false, true, Case::keep>},
    {"istartswith", like<false, true, Case::ignore>},
    {"endswith", like<true, false, Case::keep>},
    {"iendswith", like<true, false, Case::ignore>},
    {"in", in, true},
    {"gt", compare<'>'>, true},
    {"gte", compare<'>', '='>, true},
    {"lt", compare<'<'>, true},
    {"lte", compare<'<', '='>, true},
    {"range", range},
    {"isnull", is_null, true},
    {"regex", regex<Case::keep>},
    {"iregex", regex<Case::ignore>},
}};

const Lookup* find_lookup(std::string_view name) {
  const auto found = std::ranges::find(lookups, name, &Lookup::name);
  return found == lookups.end() ? nullptr : &*found;
}

void refuse_null(const Path& path, const Operand& operand) {
  if (operand.is_list() || !operand.value().is_null() || path.field->type == FieldType::json) return;
  throw Error{ErrorCode::invalid_value, "Cannot use None as a query value"};
}

bool asks_for_null(const Path& path, const Operand& operand) {
  if (!operand.is_value() || !operand.value().is_null()) return false;
  if (path.field->type == FieldType::json) return false;
  return path.lookup == "exact" || path.lookup == "iexact";
}

// Uids are compared letter by letter, so that their index can answer.
bool is_uid_prefix(const Path& path, const Operand& operand) {
  if (path.lookup != "startswith" || path.field->name != "uid" || operand.is_list()) return false;
  const auto* text = operand.value().get_if<std::string>();
  return text != nullptr && !text->empty() && static_cast<unsigned char>(text->back()) < 0x7F;
}

std::string uid_prefix(const std::string& column, std::string prefix, Parameters& parameters) {
  const std::string first = parameters.add(prefix);
  ++prefix.back();
  return "(" + column + " >= " + first + " AND " + column + " < " + parameters.add(std::move(prefix)) + ")";
}

}  // namespace

std::string compare_by(std::string_view lookup, const Comparison& comparison) {
  return find_lookup(lookup)->make(comparison);
}

bool is_lookup(std::string_view name) {
  return find_lookup(name) != nullptr;
}

bool is_relation_lookup(std::string_view name) {
  const Lookup* found = find_lookup(name);
  return found != nullptr && found->for_relations;
}

bool is_json_lookup(std::string_view name) {
  return name == "has_key" || name == "has_keys" || name == "has_any_keys" || name == "contained_by" ||
         is_lookup(name);
}

std::vector<std::string> lookups_of(const Field& field) {
  std::vector<std::string> names;
  for (const Lookup& lookup : lookups) names.emplace_back(lookup.name);
  if (field.type == FieldType::json) names.insert(names.end(), {"has_key", "has_keys", "has_any_keys"});
  return names;
}

bool accepts_missing(const Path& path, const Operand& operand) {
  if (asks_for_null(path, operand)) return true;
  if (path.lookup != "isnull" || !operand.is_value()) return false;
  const auto* wanted = operand.value().get_if<bool>();
  return wanted != nullptr && *wanted;
}

std::string condition(const Path& path, const std::string& column, const Operand& operand,
                      Parameters& parameters) {
  if (asks_for_null(path, operand)) return column + " IS NULL";
  refuse_null(path, operand);
  if (path.field->type == FieldType::json) {
    if (path.lookup == "contained_by") {
      throw Error{ErrorCode::unsupported, "contained_by lookup is not supported on this database backend."};
    }
    const Comparison comparison{path, column, operand, parameters};
    if (!path.json_keys.empty() || path.lookup.starts_with("has_")) return compare_json(comparison);
    if (path.lookup == "contains") return json_contains(comparison);
    if (path.lookup == "exact" && !operand.is_list() && operand.value().is_null()) {
      return column + " = " + parameters.add(Json().python_text());
    }
  }
  if (is_uid_prefix(path, operand)) return uid_prefix(column, operand.value().as<std::string>(), parameters);
  const std::string left = path.part.empty() ? column : parameters.dialect().date_part(column, path.part);
  return find_lookup(path.lookup)->make({path, left, operand, parameters});
}

std::string condition_with(const Path& path, const std::string& column, const std::string& other,
                           Parameters& parameters) {
  const std::string left = value_expression(path, column, parameters);
  const std::string& lookup = path.lookup;
  if (lookup == "exact") return left + " = " + other;
  if (lookup == "gt") return left + " > " + other;
  if (lookup == "gte") return left + " >= " + other;
  if (lookup == "lt") return left + " < " + other;
  if (lookup == "lte") return left + " <= " + other;
  const bool ignores_case = lookup.starts_with('i');
  const std::string_view kind = std::string_view(lookup).substr(ignores_case ? 1 : 0);
  if (kind != "exact" && kind != "contains" && kind != "startswith" && kind != "endswith") {
    throw Error{ErrorCode::unsupported,
                "The lookup '" + lookup + "' cannot compare with another value of the row."};
  }
  std::string pattern = "REPLACE(REPLACE(REPLACE(" + other + ", '\\', '\\\\'), '%', '\\%'), '_', '\\_')";
  if (kind == "contains" || kind == "endswith") pattern = "'%' || " + pattern;
  if (kind == "contains" || kind == "startswith") pattern += " || '%'";
  return parameters.dialect().like(left, "(" + pattern + ")", ignores_case);
}

std::string value_expression(const Path& path, const std::string& column, Parameters& parameters) {
  if (!path.json_keys.empty()) {
    return parameters.dialect().json_text(column,
                                          parameters.add(parameters.dialect().json_keys(path.json_keys)));
  }
  return path.part.empty() ? column : parameters.dialect().date_part(column, path.part);
}

}  // namespace lamin::query
