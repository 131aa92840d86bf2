#include "query/arithmetic.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "query/stand_in_fields.hpp"

namespace lamin::query {
namespace {

using schema::ValueKind;

constexpr std::array signs{"+", "-", "*", "/", "%", "&", "|", "<<", ">>"};

ValueKind kind_of(const Computed& value) {
  return schema::value_kind(value.field->type);
}

bool is_moment(const Computed& value) {
  return kind_of(value) == ValueKind::timestamp || kind_of(value) == ValueKind::date;
}

Computed of_kind(std::string sql, ValueKind kind) {
  return {std::move(sql), &field_of_kind(kind)};
}

Computed power(const Computed& base, const Computed& exponent) {
  const bool is_whole =
      kind_of(base) == ValueKind::whole_number && kind_of(exponent) == ValueKind::whole_number;
  const std::string sql = "POWER(" + base.sql + ", " + exponent.sql + ")";
  return is_whole ? of_kind("CAST(" + sql + " AS bigint)", ValueKind::whole_number)
                  : of_kind(sql, ValueKind::real);
}

}  // namespace

Computed arithmetic(const Computed& left, const std::string& sign, const Computed& right,
                    const sql::Dialect& dialect) {
  if (sign == "^") return power(left, right);
  // Either, but not both.
  if (sign == "#") {
    return of_kind("((" + left.sql + " | " + right.sql + ") - (" + left.sql + " & " + right.sql + "))",
                   ValueKind::whole_number);
  }
  if (std::ranges::find(signs, sign) == signs.end())
    throw Error{ErrorCode::invalid_value, "There is no arithmetic with this sign"}.with("sign", sign);
  if (sign == "-" && is_moment(left) && is_moment(right))
    return of_kind(dialect.time_between(right.sql, left.sql), ValueKind::duration);
  const bool adds = sign == "+" || sign == "-";
  if (adds && is_moment(left) && kind_of(right) == ValueKind::duration)
    return of_kind(dialect.time_after(left.sql, sign.front(), right.sql), ValueKind::timestamp);
  if (sign == "+" && is_moment(right) && kind_of(left) == ValueKind::duration)
    return of_kind(dialect.time_after(right.sql, '+', left.sql), ValueKind::timestamp);
  // Postgres shifts by numbers of the smaller kind.
  if (sign == "<<" || sign == ">>")
    return {"(" + left.sql + " " + sign + " CAST(" + right.sql + " AS integer))", left.field};
  return {"(" + left.sql + " " + sign + " " + right.sql + ")",
          kind_of(right) == ValueKind::real ? right.field : left.field};
}

}  // namespace lamin::query
