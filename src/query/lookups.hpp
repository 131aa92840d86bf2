// Lookups: how `__icontains`, `__in`, `__isnull` and the others compare, as SQL.  A new one is an entry in
// the table of lookups.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/parameters.hpp"
#include "query/path.hpp"
#include "query/query.hpp"

namespace lamin::query {

bool is_lookup(std::string_view name);
bool is_relation_lookup(std::string_view name);
bool is_json_lookup(std::string_view name);
/// The names of the lookups that `field` knows.
std::vector<std::string> lookups_of(const schema::Field& field);

/// Whether the condition can hold for a record that the path does not reach, i.e. says that something is
/// null.
bool accepts_missing(const Path& path, const Operand& operand);

/// The condition that `column` (SQL of the path's field) compares with `operand`, which is not a query.
/// Throws invalid_value if the field cannot hold the operand.
std::string condition(const Path& path, const std::string& column, const Operand& operand,
                      Parameters& parameters);

/// The same with `other`, SQL of a value that the row itself gives.  Throws unsupported for lookups that need
/// to know the value: regex, isnull, in.
std::string condition_with(const Path& path, const std::string& column, const std::string& other,
                           Parameters& parameters);

/// What `column` yields as a value of a result: the column, a part of its date, the JSON text at its keys.
std::string value_expression(const Path& path, const std::string& column, Parameters& parameters);

}  // namespace lamin::query
