#include "records/rows.hpp"

#include <optional>

#include "query/operands.hpp"
#include "schema/value_kind.hpp"

namespace lamin::records {

using schema::ValueKind;

Value read_value(const sql::Statement& statement, int column, const schema::Field& field,
                 const sql::Dialect& dialect) {
  if (statement.is_null(column)) return {};
  switch (schema::value_kind(field.type)) {
    case ValueKind::whole_number:
      return statement.integer(column);
    case ValueKind::boolean:
      return statement.integer(column) != 0;
    case ValueKind::text:
      return statement.text(column);
    case ValueKind::real:
      return statement.real(column);
    case ValueKind::timestamp:
      if (const auto time = parse_timestamp(statement.text(column))) return *time;
      break;
    case ValueKind::date:
    case ValueKind::duration:
    case ValueKind::json:
      break;
  }
  return dialect.from_database(field, statement.value(column));
}

void bind_value(sql::Statement& statement, int index, const schema::Field& field, const Value& value,
                const sql::Dialect& dialect) {
  if (value.is_null()) return statement.bind_null(index);
  if (const auto* text = value.get_if<std::string>(); text != nullptr && field.is_text()) {
    return statement.bind_text(index, *text);
  }
  if (const auto* number = value.get_if<std::int64_t>(); number != nullptr && query::is_numeric(field)) {
    if (schema::value_kind(field.type) != ValueKind::real) return statement.bind_integer(index, *number);
  }
  // What the field cannot hold must not get into the database, whichever way it came.
  statement.bind(index, dialect.to_database(field, query::as_held(field, value)));
}

void bind_all(sql::Statement& statement, const std::vector<Value>& values) {
  for (std::size_t index = 0; index < values.size(); ++index) {
    statement.bind(static_cast<int>(index + 1), values[index]);
  }
}

std::string insert_text(const schema::Registry& registry, const std::vector<const schema::Field*>& fields,
                        std::size_t rows, bool leave_out_refused, const sql::Dialect& dialect) {
  std::string text = "INSERT INTO " + sql::quoted(registry.table) + " (";
  for (std::size_t index = 0; index < fields.size(); ++index) {
    if (index > 0) text += ", ";
    text += sql::quoted(fields[index]->column);
  }
  text += ") VALUES ";
  int parameter = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    text += row == 0 ? "(" : ", (";
    for (std::size_t index = 0; index < fields.size(); ++index) {
      if (index > 0) text += ", ";
      text += dialect.placeholder(++parameter);
    }
    text += ")";
  }
  if (leave_out_refused) {
    text += " ON CONFLICT DO NOTHING";
  } else if (dialect.keys_by_returning()) {
    text += " RETURNING " + sql::quoted(registry.key().column);
  }
  return text;
}

std::string update_text(const schema::Registry& registry, const std::vector<const schema::Field*>& fields,
                        const sql::Dialect& dialect) {
  std::string text = "UPDATE " + sql::quoted(registry.table) + " SET ";
  int parameter = 0;
  for (const schema::Field* field : fields) {
    if (parameter > 0) text += ", ";
    text += sql::quoted(field->column) + " = " + dialect.placeholder(++parameter);
  }
  text += " WHERE " + sql::quoted(registry.key().column) + " = " + dialect.placeholder(parameter + 1);
  return text;
}

std::string default_time_text(Timestamp time) {
  // No fraction is written at all when it is zero, six digits otherwise.
  std::string text = database_text(time);
  if (text.find('.') == std::string::npos) text += ".000000";
  return text;
}

}  // namespace lamin::records
