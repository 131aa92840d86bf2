#include "query/lookups.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/operands.hpp"

namespace lamin::query {
namespace {

using schema::Field;
using schema::FieldType;

// Longer lists are bound as one parameter.
constexpr std::size_t most_listed_parameters = 16;

// A number that a small column could not hold still has an answer: it is in no row.
std::string add_number(Value value, Parameters& parameters) {
  const auto* number = value.get_if<std::int64_t>();
  const bool is_large = number != nullptr && static_cast<std::int16_t>(*number) != *number;
  const std::string placeholder = parameters.add(std::move(value));
  return is_large && parameters.dialect().types_parameters() ? "CAST(" + placeholder + " AS bigint)"
                                                             : placeholder;
}

/// One side and the other of a comparison.
struct Comparison {
  const Path& path;
  const std::string& left;  // SQL
  const Operand& operand;
  Parameters& parameters;

  const sql::Dialect& dialect() const { return parameters.dialect(); }
  bool is_date_part() const { return !path.part.empty(); }

  /// `value` as the left side holds it, ready to bind.
  Value held(const Value& value) const {
    if (is_date_part()) return held_part(value);
    return dialect().to_database(*path.field,
                                 as_held(*path.field, rounded_for(path.lookup, *path.field, value)));
  }

  std::string bound(const Value& value) const { return add_number(held(value), parameters); }

  const Value& single() const {
    if (!operand.is_list()) return operand.value();
    const std::string_view wanted = is_numeric(*path.field) ? "number" : "single value";
    throw Error{ErrorCode::invalid_type, "Field '" + path.field->name + "' expected a " +
                                             std::string(wanted) + " but got " + list_repr(operand.values()) +
                                             "."};
  }

  const std::vector<Value>& list() const {
    if (operand.is_list()) return operand.values();
    throw Error{ErrorCode::invalid_type, "The lookup '" + path.lookup + "' of field '" + path.field->name +
                                             "' expects a list but got " + python_repr(operand.value()) +
                                             "."};
  }

 private:
  Value held_part(const Value& value) const {
    if (path.part == "time") return as_text(value);
    Field field;
    field.name = "None";
    field.type = path.part == "date" ? FieldType::date : FieldType::integer;
    return dialect().to_database(field, as_held(field, value));
  }
};

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

// ---- values inside JSON columns

class JsonComparison {
 public:
  JsonComparison(const Comparison& comparison, Parameters& parameters)
      : c_(comparison),
        parameters_(parameters),
        keys_(parameters.dialect().json_keys(inside(comparison.path.json_keys))) {}

  std::string make() {
    const std::string& lookup = c_.path.lookup;
    if (lookup == "exact") return equals(c_.single());
    if (lookup == "in") return any_equals();
    if (lookup == "isnull") return is_null({c_.path, text(), c_.operand, parameters_});
    if (lookup == "has_key") return has_key(as_text(c_.single()));
    if (lookup == "has_keys") return has_keys(" AND ");
    if (lookup == "has_any_keys") return has_keys(" OR ");
    if (lookup == "range") return between();
    const Lookup* found = find_lookup(lookup);
    if (lookup.starts_with('g') || lookup.starts_with('l')) return ordered(lookup);
    const std::string left = value();
    return found->make({c_.path, left, c_.operand, parameters_});
  }

 private:
  // The key "$" is the whole value, compared by its kind as a value inside is.
  static std::vector<std::string> inside(const std::vector<std::string>& keys) {
    return keys.size() == 1 && keys.front() == "$" ? std::vector<std::string>{} : keys;
  }

  std::string keys() {
    if (placeholder_.empty()) placeholder_ = parameters_.add(keys_);
    return placeholder_;
  }
  std::string value() { return parameters_.dialect().json_path(c_.left, keys()); }
  std::string number() { return parameters_.dialect().json_number(c_.left, keys()); }
  std::string text() { return parameters_.dialect().json_text(c_.left, keys()); }

  // true and false come out of the database as 1 and 0 and are told apart by their text.
  std::string not_boolean() { return text() + " NOT IN ('true', 'false')"; }

  const sql::Dialect& dialect() const { return parameters_.dialect(); }
  std::string bound_json(const Json& json) { return parameters_.add(json.python_text()); }
  // A database with a type for JSON compares by it: 1 is 1.0 and not "1".
  std::string as_json(const std::string& expression) const {
    return "CAST(" + expression + " AS " + dialect().column_type(*c_.path.field, nullptr) + ")";
  }

  std::string equals(const Value& wanted) {
    const Json json = to_json(wanted);
    if (dialect().types_parameters()) return as_json(text()) + " = " + as_json(bound_json(json));
    if (json.is_null()) return text() + " = 'null'";
    if (json.is_boolean()) return text() + (json.boolean() ? " = 'true'" : " = 'false'");
    if (json.is_text()) return value() + " = " + parameters_.add(json.text());
    if (json.is_integer())
      return "(" + number() + " = " + parameters_.add(json.integer()) + " AND " + not_boolean() + ")";
    if (json.is_real())
      return "(" + number() + " = " + parameters_.add(json.real()) + " AND " + not_boolean() + ")";
    const std::string all = parameters_.add(parameters_.dialect().json_keys({}));
    return text() + " = " + parameters_.dialect().json_text(parameters_.add(json.python_text()), all);
  }

  std::string any_equals() {
    std::string any;
    for (const Value& wanted : c_.list()) any += (any.empty() ? "" : " OR ") + equals(wanted);
    return any.empty() ? "1 = 0" : "(" + any + ")";
  }

  std::string number_or_text(const Value& wanted) {
    const Json json = to_json(wanted);
    if (json.is_integer()) return parameters_.add(json.integer());
    if (json.is_real()) return parameters_.add(json.real());
    return parameters_.add(as_text(wanted));
  }

  // Numbers with numbers and texts with texts: SQL would call any text greater than any number.
  std::string same_kind(const Value& wanted) {
    const Json json = to_json(wanted);
    const bool is_number = json.is_integer() || json.is_real();
    return is_number ? text() + " NOT LIKE '\"%' AND " + not_boolean() : text() + " LIKE '\"%'";
  }

  // The side of the column that compares with `wanted`.
  std::string side_for(const Value& wanted) {
    const Json json = to_json(wanted);
    return json.is_integer() || json.is_real() ? number() : value();
  }

  std::string ordered(const std::string& lookup) {
    const std::string symbol =
        std::string(lookup.starts_with('g') ? ">" : "<") + (lookup.ends_with('e') ? "=" : "");
    const std::string left = side_for(c_.single());
    return "(" + left + " " + symbol + " " + number_or_text(c_.single()) + " AND " + same_kind(c_.single()) +
           ")";
  }

  std::string between() {
    const auto& ends = c_.list();
    if (ends.size() != 2) throw Error{ErrorCode::invalid_value, "The lookup 'range' expects two values."};
    const std::string left = side_for(ends[0]);
    const std::string first = number_or_text(ends[0]);
    return "(" + left + " BETWEEN " + first + " AND " + number_or_text(ends[1]) + " AND " +
           same_kind(ends[0]) + ")";
  }

  std::string has_key(const std::string& key) {
    std::vector<std::string> path = c_.path.json_keys;
    path.push_back(key);
    keys_ = parameters_.dialect().json_keys(path);
    placeholder_.clear();
    const std::string is_there = text() + " IS NOT NULL";
    if (!dialect().types_parameters()) return is_there;
    // Where the value that should have the key is missing itself, the answer is not known.
    path.pop_back();
    const std::string around = parameters_.add(dialect().json_keys(path));
    return "(CASE WHEN " + dialect().json_text(c_.left, around) + " IS NOT NULL THEN " + is_there + " END)";
  }

  std::string has_keys(std::string_view sign) {
    std::string all;
    for (const Value& key : c_.list()) {
      if (!all.empty()) all += sign;
      all += has_key(as_text(key));
    }
    return all.empty() ? "1 = 1" : "(" + all + ")";
  }

  const Comparison& c_;
  Parameters& parameters_;
  std::string keys_;
  std::string placeholder_;
};

void refuse_null(const Path& path, const Operand& operand) {
  if (operand.is_list() || !operand.value().is_null() || path.field->type == FieldType::json) return;
  throw Error{ErrorCode::invalid_value, "Cannot use None as a query value"};
}

bool asks_for_null(const Path& path, const Operand& operand) {
  if (!operand.is_value() || !operand.value().is_null()) return false;
  if (path.field->type == FieldType::json) return false;
  return path.lookup == "exact" || path.lookup == "iexact";
}

std::string json_contains(const std::string& column, const Value& part, Parameters& parameters) {
  if (parameters.dialect().json_contains(column, "").empty()) return {};
  return parameters.dialect().json_contains(column, parameters.add(to_json(part).python_text()));
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
    if (!path.json_keys.empty() || path.lookup.starts_with("has_")) {
      const Comparison comparison{path, column, operand, parameters};
      return JsonComparison(comparison, parameters).make();
    }
    if (path.lookup == "contains") {
      const std::string contains =
          operand.is_list() ? "" : json_contains(column, operand.value(), parameters);
      if (!contains.empty()) return contains;
      throw Error{ErrorCode::unsupported, "contains lookup is not supported on this database backend."};
    }
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
