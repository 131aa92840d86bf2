// Lookups of values inside JSON columns.
#include "base/error.hpp"
#include "query/comparison.hpp"
#include "query/operands.hpp"

namespace lamin::query {
namespace {

class JsonComparison {
 public:
  explicit JsonComparison(const Comparison& comparison)
      : c_(comparison),
        parameters_(comparison.parameters),
        keys_(comparison.dialect().json_keys(inside(comparison.path.json_keys))) {}

  std::string make() {
    const std::string& lookup = c_.path.lookup;
    if (lookup == "exact") return equals(c_.single());
    if (lookup == "in") return any_equals();
    if (lookup == "isnull") return compare_by(lookup, {c_.path, text(), c_.operand, parameters_});
    if (lookup == "has_key") return has_key(as_text(c_.single()));
    if (lookup == "has_keys") return has_keys(" AND ");
    if (lookup == "has_any_keys") return has_keys(" OR ");
    if (lookup == "range") return between();
    if (lookup.starts_with('g') || lookup.starts_with('l')) return ordered(lookup);
    const std::string left = value();
    return compare_by(lookup, {c_.path, left, c_.operand, parameters_});
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

}  // namespace

std::string compare_json(const Comparison& comparison) {
  return JsonComparison(comparison).make();
}

std::string json_contains(const Comparison& comparison) {
  const auto& [path, column, operand, parameters] = comparison;
  if (operand.is_list() || parameters.dialect().json_contains(column, "").empty())
    throw Error{ErrorCode::unsupported, "contains lookup is not supported on this database backend."};
  const std::string part = parameters.add(to_json(operand.value()).python_text());
  return parameters.dialect().json_contains(column, part);
}

}  // namespace lamin::query
