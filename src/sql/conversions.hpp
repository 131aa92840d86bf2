// How values travel to and from every database; what one of them does its own way stands in its Dialect and
// its Statement.  For the folders of the vendors only.
#pragma once

#include <type_traits>
#include <variant>

#include "base/value.hpp"
#include "schema/registry.hpp"
#include "sql/connection.hpp"

namespace lamin::sql {

/// Dialect::to_database, as far as the databases agree: times as text, JSON as text.
Value to_any_database(const schema::Field& field, const Value& value);
/// The opposite; durations are numbers of microseconds, booleans numbers.
Value from_any_database(const schema::Field& field, Value value);

/// Statement::bind; `bind_duration` gets those.
template <class BindDuration>
void bind_value(Statement& statement, int index, const Value& value, BindDuration&& bind_duration) {
  std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::monostate>) statement.bind_null(index);
        if constexpr (std::is_same_v<Held, bool>) statement.bind_integer(index, held ? 1 : 0);
        if constexpr (std::is_same_v<Held, std::int64_t>) statement.bind_integer(index, held);
        if constexpr (std::is_same_v<Held, double>) statement.bind_real(index, held);
        if constexpr (std::is_same_v<Held, std::string>) statement.bind_text(index, held);
        if constexpr (std::is_same_v<Held, Timestamp>) statement.bind_text(index, database_text(held));
        if constexpr (std::is_same_v<Held, Date>) statement.bind_text(index, iso_text(held));
        if constexpr (std::is_same_v<Held, Duration>) bind_duration(held);
        if constexpr (std::is_same_v<Held, Json>) statement.bind_text(index, held.python_text());
      },
      value.variant());
}

}  // namespace lamin::sql
