#include "query/comparison.hpp"

#include "base/error.hpp"
#include "query/operands.hpp"
#include "query/stand_in_fields.hpp"

namespace lamin::query {

const Value& Comparison::single() const {
  if (!operand.is_list()) return operand.value();
  const std::string_view wanted = is_numeric(*path.field) ? "number" : "single value";
  throw Error{ErrorCode::invalid_type, "Field '" + path.field->name + "' expected a " + std::string(wanted) +
                                           " but got " + list_repr(operand.values()) + "."};
}

const std::vector<Value>& Comparison::list() const {
  if (operand.is_list()) return operand.values();
  throw Error{ErrorCode::invalid_type, "The lookup '" + path.lookup + "' of field '" + path.field->name +
                                           "' expects a list but got " + python_repr(operand.value()) + "."};
}

Value Comparison::held(const Value& value) const {
  if (is_date_part()) return held_part(value);
  return dialect().to_database(*path.field,
                               as_held(*path.field, rounded_for(path.lookup, *path.field, value)));
}

std::string Comparison::bound(const Value& value) const {
  return add_number(held(value), parameters);
}

Value Comparison::held_part(const Value& value) const {
  if (path.part == "time") return as_text(value);
  const schema::Field& field = field_of_part(path.part);
  return dialect().to_database(field, as_held(field, value));
}

// A number that a small column could not hold still has an answer: it is in no row.
std::string add_number(Value value, Parameters& parameters) {
  const auto* number = value.get_if<std::int64_t>();
  const bool is_large = number != nullptr && static_cast<std::int16_t>(*number) != *number;
  const std::string placeholder = parameters.add(std::move(value));
  return is_large && parameters.dialect().types_parameters() ? "CAST(" + placeholder + " AS bigint)"
                                                             : placeholder;
}

}  // namespace lamin::query
