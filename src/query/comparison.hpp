// One comparison of a lookup: the two sides, and how the right one is bound.  For lookups.cpp and
// json_lookups.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/parameters.hpp"
#include "query/path.hpp"
#include "query/query.hpp"

namespace lamin::query {

struct Comparison {
  const Path& path;
  const std::string& left;  // SQL
  const Operand& operand;
  Parameters& parameters;

  const sql::Dialect& dialect() const { return parameters.dialect(); }
  bool is_date_part() const { return !path.part.empty(); }

  /// `value` as the left side holds it, ready to bind.
  Value held(const Value& value) const;
  /// The placeholder of `value`, bound as the left side holds it.
  std::string bound(const Value& value) const;
  /// The operand.  Throws invalid_type if it is a list, and the other way round.
  const Value& single() const;
  const std::vector<Value>& list() const;

 private:
  Value held_part(const Value& value) const;
};

/// The placeholder of a value that is bound as it is.
std::string add_number(Value value, Parameters& parameters);

/// The condition of the lookup of that name, which is one.
std::string compare_by(std::string_view lookup, const Comparison& comparison);

/// The condition of a lookup of a value inside a JSON column, or of the keys it has.
std::string compare_json(const Comparison& comparison);
/// The condition that a JSON column contains a value.  Throws unsupported where the database cannot tell.
std::string json_contains(const Comparison& comparison);

}  // namespace lamin::query
