// Expressions as SQL.
#include <array>
#include <optional>

#include "base/error.hpp"
#include "query/functions.hpp"
#include "query/lookups.hpp"
#include "query/scope.hpp"
#include "query/where.hpp"

namespace lamin::query {
namespace {

using schema::Field;
using schema::FieldType;

Field field_of(FieldType type) {
  Field field;
  field.name = "None";
  field.type = type;
  field.nullable = true;
  return field;
}

/// A field that stands for values of `type`, whichever column they come from.
const Field& typed(FieldType type) {
  static const Field text = field_of(FieldType::long_text);
  static const Field integer = field_of(FieldType::big_integer);
  static const Field real = field_of(FieldType::real);
  static const Field boolean = field_of(FieldType::boolean);
  static const Field date = field_of(FieldType::date);
  static const Field timestamp = field_of(FieldType::timestamp);
  static const Field duration = field_of(FieldType::duration);
  static const Field json = field_of(FieldType::json);
  switch (type) {
    case FieldType::real:
      return real;
    case FieldType::boolean:
      return boolean;
    case FieldType::date:
      return date;
    case FieldType::timestamp:
      return timestamp;
    case FieldType::duration:
      return duration;
    case FieldType::json:
      return json;
    case FieldType::big_integer:
      return integer;
    default:
      return text;
  }
}

const Field& field_for(const Value& value) {
  if (value.is<bool>()) return typed(FieldType::boolean);
  if (value.is<std::int64_t>()) return typed(FieldType::big_integer);
  if (value.is<double>()) return typed(FieldType::real);
  if (value.is<Timestamp>()) return typed(FieldType::timestamp);
  if (value.is<Date>()) return typed(FieldType::date);
  if (value.is<Duration>()) return typed(FieldType::duration);
  if (value.is<Json>()) return typed(FieldType::json);
  return typed(FieldType::long_text);
}

const Field& field_of_part(const Path& path) {
  if (!path.json_keys.empty()) return typed(FieldType::json);
  if (path.part.empty()) return *path.field;
  if (path.part == "date") return typed(FieldType::date);
  return typed(path.part == "time" ? FieldType::long_text : FieldType::big_integer);
}

std::string joined(const std::vector<Computed>& parts, std::string_view separator) {
  std::string text;
  for (const Computed& part : parts) {
    if (!text.empty()) text += separator;
    text += part.sql;
  }
  return text;
}

enum class Type { of_first, text, integer, date };

/// Functions that every database calls by the same name.
struct Function {
  std::string_view name;
  std::string_view sql;
  Type type;
};
constexpr std::array functions = {
    Function{"lower", "LOWER", Type::text},           Function{"upper", "UPPER", Type::text},
    Function{"length", "LENGTH", Type::integer},      Function{"trim", "TRIM", Type::text},
    Function{"ltrim", "LTRIM", Type::text},           Function{"rtrim", "RTRIM", Type::text},
    Function{"replace", "REPLACE", Type::text},       Function{"substr", "SUBSTR", Type::text},
    Function{"coalesce", "COALESCE", Type::of_first}, Function{"nullif", "NULLIF", Type::of_first},
    Function{"abs", "ABS", Type::of_first},           Function{"round", "ROUND", Type::of_first},
};

class Computation {
 public:
  Computation(Scope& scope, int group) : scope_(scope), group_(group) {}

  Computed make(const Expression& expression) {
    switch (expression.kind()) {
      case Expression::Kind::path:
        return path(expression.text());
      case Expression::Kind::outer_path:
        return outer_path(expression.text());
      case Expression::Kind::value:
        return constant(expression.constant());
      case Expression::Kind::arithmetic:
        return arithmetic(expression);
      case Expression::Kind::function:
        return function(expression);
      case Expression::Kind::aggregate:
        return aggregate(expression);
      case Expression::Kind::choice:
        return choice(expression);
      case Expression::Kind::test:
        return {"(" + condition(expression.filters().front()) + ")", &typed(FieldType::boolean)};
      case Expression::Kind::subquery:
        return subquery(expression.query());
      case Expression::Kind::exists:
        return {"EXISTS (" + compile_subexists(expression.query(), scope_) + ")", &typed(FieldType::boolean)};
      case Expression::Kind::no_rows:
        break;
    }
    return {"NOT EXISTS (" + compile_subexists(expression.query(), scope_) + ")", &typed(FieldType::boolean)};
  }

 private:
  Computed path(const std::string& text) {
    if (const auto [known, rest] = find_computed(scope_, text); known != nullptr) {
      if (rest.empty()) return *known;
      const Path path = parse_computed(*known->field, rest, false, scope_.registry, scope_.catalog);
      return {value_expression(path, known->sql, scope_.parameters), &field_of_part(path),
              known->is_aggregate};
    }
    const Path path = parse_value(scope_.registry, text, scope_.catalog);
    const std::string column = scope_.joins.column(path, group_);
    return {value_expression(path, column, scope_.parameters), &field_of_part(path)};
  }

  Computed outer_path(const std::string& text) {
    if (scope_.outer == nullptr) {
      throw Error{ErrorCode::invalid_value,
                  "This queryset contains a reference to an outer query and may only be used in a subquery."};
    }
    return Computation(*scope_.outer, Joins::any_group).path(text);
  }

  Computed constant(const Value& value) {
    const Field& field = field_for(value);
    const sql::Dialect& dialect = scope_.parameters.dialect();
    const std::string placeholder = scope_.parameters.add(dialect.to_database(field, value));
    if (!dialect.types_parameters() || value.is_null()) return {placeholder, &field};
    return {"CAST(" + placeholder + " AS " + dialect.column_type(field, nullptr) + ")", &field};
  }

  std::vector<Computed> parts_of(const Expression& expression) {
    std::vector<Computed> parts;
    for (const Expression& part : expression.parts()) parts.push_back(make(part));
    return parts;
  }

  Computed arithmetic(const Expression& expression) {
    const std::vector<Computed> parts = parts_of(expression);
    const bool is_real = parts[1].field->type == FieldType::real;
    return {"(" + joined(parts, " " + expression.text() + " ") + ")",
            is_real ? parts[1].field : parts[0].field, expression.is_aggregate()};
  }

  Computed function(const Expression& expression) {
    const std::string& name = expression.text();
    const std::vector<Computed> parts = arguments_of(expression);
    const bool is_aggregate = expression.is_aggregate();
    if (auto made = other_function(name, parts)) {
      made->is_aggregate = is_aggregate;
      return *std::move(made);
    }
    if (name == "concat")
      return {"(" + without_null(parts) + ")", &typed(FieldType::long_text), is_aggregate};
    for (const Function& known : functions) {
      if (known.name != name) continue;
      const Field* field = parts.front().field;
      if (known.type == Type::text) field = &typed(FieldType::long_text);
      if (known.type == Type::integer) field = &typed(FieldType::big_integer);
      return {std::string(known.sql) + "(" + joined(parts, ", ") + ")", field, is_aggregate};
    }
    return date_part(name, parts.front(), is_aggregate);
  }

  // Whole numbers are written out: to functions of Postgres a parameter is a bigint, and few of them take
  // one.
  std::vector<Computed> arguments_of(const Expression& expression) {
    std::vector<Computed> arguments;
    for (const Expression& part : expression.parts()) {
      const bool is_number = part.kind() == Expression::Kind::value && part.constant().is<std::int64_t>();
      arguments.push_back(
          is_number ? Computed{std::to_string(part.constant().integer()), &typed(FieldType::big_integer)}
                    : make(part));
    }
    return arguments;
  }

  // Those of query/functions.hpp.
  std::optional<Computed> other_function(const std::string& name, const std::vector<Computed>& parts) {
    std::string sql_name;
    FieldType type{};
    WindowParts window;
    if (is_call(name, sql_name)) {
      return Computed{sql_name + "(" + joined(parts, ", ") + ")",
                      parts.empty() ? &typed(FieldType::long_text) : parts.front().field};
    }
    if (is_typed(name, type)) return Computed{parts.front().sql, &typed(type)};
    if (is_cast(name, type)) return Computed{cast_text(parts.front(), type), &typed(type)};
    if (is_window(name, window)) return Computed{window_text(parts, window), parts.front().field};
    return std::nullopt;
  }

  std::string cast_text(const Computed& part, FieldType type) {
    const sql::Dialect& dialect = scope_.parameters.dialect();
    if (type == FieldType::date) return dialect.date_part(part.sql, "date");
    if (type == FieldType::timestamp) return part.sql;
    // Postgres makes no other number of a truth.
    const bool is_truth = part.field != nullptr && part.field->type == FieldType::boolean;
    const bool is_number = type == FieldType::big_integer || type == FieldType::real;
    const std::string sql = is_truth && is_number ? "CAST(" + part.sql + " AS integer)" : part.sql;
    return "CAST(" + sql + " AS " + dialect.column_type(typed(type), nullptr) + ")";
  }

  static std::string window_text(const std::vector<Computed>& parts, const WindowParts& window) {
    std::string partition;
    std::string order;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const bool is_partition = i <= window.partitions;
      std::string& clause = is_partition ? partition : order;
      clause += (clause.empty() ? "" : ", ") + parts[i].sql;
      if (!is_partition && window.directions[i - 1 - window.partitions] == '-') clause += " DESC";
    }
    if (!partition.empty()) partition = "PARTITION BY " + partition;
    if (!order.empty()) order = (partition.empty() ? "ORDER BY " : " ORDER BY ") + order;
    return parts.front().sql + " OVER (" + partition + order + ")";
  }

  // Nothing counts as an empty text.
  static std::string without_null(const std::vector<Computed>& parts) {
    std::string text;
    for (const Computed& part : parts)
      text += (text.empty() ? "" : " || ") + ("COALESCE(" + part.sql + ", '')");
    return text;
  }

  Computed date_part(const std::string& name, const Computed& of, bool is_aggregate) {
    Path path = parse_computed(*of.field, name, false, scope_.registry, scope_.catalog);
    return {value_expression(path, of.sql, scope_.parameters), &field_of_part(path), is_aggregate};
  }

  Computed aggregate(const Expression& expression) {
    const std::string& name = expression.text();
    const Expression& of = expression.parts().front();
    const bool counts_rows = of.kind() == Expression::Kind::path && of.text() == "*";
    const Computed part = counts_rows ? Computed{"*", nullptr} : make(of);
    if (part.is_aggregate) {
      throw Error{ErrorCode::unknown_field,
                  "Cannot compute " + name + "('" + of.text() + "'): '" + of.text() + "' is an aggregate"};
    }
    std::string sql = name + "(" + (expression.is_distinct() ? "DISTINCT " : "") + part.sql + ")";
    for (char& letter : sql) {
      if (letter == '(') break;
      letter = static_cast<char>(letter - (letter >= 'a' && letter <= 'z' ? 32 : 0));
    }
    for (const Filter& filter : expression.filters()) sql += " FILTER (WHERE " + condition(filter) + ")";
    const Field* field = part.field;
    if (name == "count") field = &typed(FieldType::big_integer);
    if (name == "avg") field = &typed(FieldType::real);
    return {sql, field, true};
  }

  Computed choice(const Expression& expression) {
    std::string sql = "CASE";
    const Field* field = nullptr;
    for (std::size_t i = 0; i < expression.filters().size(); ++i) {
      const Computed result = make(expression.parts()[i]);
      if (field == nullptr) field = result.field;
      sql += " WHEN " + condition(expression.filters()[i]) + " THEN " + result.sql;
    }
    const Computed otherwise = make(expression.parts().back());
    return {sql + " ELSE " + otherwise.sql + " END", field == nullptr ? otherwise.field : field,
            expression.is_aggregate()};
  }

  std::string condition(const Filter& filter) { return Where(scope_).condition_of(filter, group_); }

  Computed subquery(const Query& query) {
    const std::string path = query.selected_path();
    Computed computed{"(" + compile_subselect(query, path, scope_) + ")", nullptr};
    if (query.find_annotation(path) != nullptr) {
      computed.field = &typed(FieldType::long_text);
    } else {
      const std::string& key = query.registry().key().name;
      const Path parsed = parse_value(query.registry(), path.empty() ? key : path, scope_.catalog);
      computed.field = &field_of_part(parsed);
    }
    return computed;
  }

  Scope& scope_;
  int group_;
};

}  // namespace

ComputedPath find_computed(const Scope& scope, std::string_view path) {
  if (const Computed* whole = scope.find(path)) return {whole, ""};
  for (std::size_t end = path.rfind("__"); end != std::string_view::npos && end > 0;
       end = path.rfind("__", end - 1)) {
    if (const Computed* found = scope.find(path.substr(0, end))) return {found, path.substr(end + 2)};
  }
  return {};
}

Computed compute(Scope& scope, const Expression& expression, int group) {
  return Computation(scope, group).make(expression);
}

}  // namespace lamin::query
